/** The tags of an account, before they are sent anywhere. */

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
