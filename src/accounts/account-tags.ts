/** The tags of an account, before they are sent anywhere. */

import type { ITaggableV2 } from 'aws-cdk-lib';
import { Annotations, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MAX_TAGS } from '../contract';
import { tagKeyProblem, tagValueProblem } from '../settings/validation';
import { isKnown } from '../shared/known-value';
import { refusal } from '../shared/user-error';

/** What is wrong with the tags of an account, as far as it is known at synthesis. */
export function tagProblems(subject: string, tags: readonly { readonly Key: string; readonly Value: string }[]): string[] {
  const problems = tags.flatMap(({ Key, Value }) => {
    const key = isKnown(Key) ? tagKeyProblem(Key) : undefined;
    const value = isKnown(Value) ? tagValueProblem(Value) : undefined;
    return [
      ...key ? [refusal(subject, 'tag', Key, key)] : [],
      ...value ? [refusal(subject, `tag ${Key}`, Value, value)] : [],
    ];
  });
  if (tags.length > MAX_TAGS) {
    problems.push(`${subject}: an account can have ${MAX_TAGS} tags besides our own, got ${tags.length}; remove some`);
  }
  return problems;
}

/** CloudFormation gives the tags of a stack to the resources of AWS that it makes; custom resources are none. Finds nothing wrong. */
export function tellOfStackTags(account: Construct & ITaggableV2): string[] {
  const stack = Stack.of(account);
  const own = account.cdkTagManager.tagValues();
  const lost = Object.keys(stack.tags.tagValues()).filter(key => !(key in own));
  if (lost.length > 0) {
    Annotations.of(stack).addInfoV2('account-robot:stack-tags',
      `tags of the stack itself don't reach its pool accounts (${lost.join(', ')}): add them by Tags.of(), or by 'tags' of AccountPool, if the accounts are to have them`);
  }
  return [];
}
