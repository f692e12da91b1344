/** Topics and who may publish to them: what their templates say, or the policy that a topic has by itself. */

import { isRecord } from '../../cloudformation/template';
import { conditionsHold } from '../../iam/conditions';
import type { PolicyDocument } from '../../iam/policy';
import { listOf } from '../../iam/policy';
import { matchesArn, matchesWildcards } from '../../iam/wildcards';
import type { EventPattern } from '../eventbridge/pattern';

/** Who gets what is published. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly filter?: EventPattern;
  /** What the filter looks at. */
  readonly scope: 'MessageAttributes' | 'MessageBody';
}

/** What a topic lets in by itself: its account, and services that act for it without a policy of their own. EventBridge is none of them. */
const BY_DEFAULT = ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'];

export class Topics {
  private readonly topics = new Set<string>();
  private readonly policies = new Map<string, { readonly topics: readonly string[]; readonly document: PolicyDocument }>();
  private readonly subscribers = new Map<string, Subscription>();

  public keep(arn: string): void {
    this.topics.add(arn);
  }

  public remove(arn: string): void {
    this.topics.delete(arn);
  }

  /** Whether a rehearsed stack makes it. */
  public has(arn: string): boolean {
    return this.topics.has(arn);
  }

  public putPolicy(id: string, topics: readonly string[], document: PolicyDocument): void {
    this.policies.set(id, { topics, document });
  }

  public removePolicy(id: string): void {
    this.policies.delete(id);
  }

  public subscribe(subscription: Subscription): void {
    this.subscribers.set(subscription.arn, subscription);
  }

  public unsubscribe(arn: string): void {
    this.subscribers.delete(arn);
  }

  public subscribersOf(topicArn: string): Subscription[] {
    return [...this.subscribers.values()].filter(subscription => subscription.topicArn === topicArn);
  }

  /** Whether a service may publish. A policy of the template replaces the one that a topic has by itself. */
  public letIn(topicArn: string, principal: string, sourceArn: string): boolean {
    const documents = [...this.policies.values()].filter(({ topics }) => topics.includes(topicArn)).map(({ document }) => document);
    const account = sourceArn.split(':')[4];
    if (documents.length === 0) {
      return BY_DEFAULT.includes(principal) && account === topicArn.split(':')[4];
    }
    const context = {
      'aws:SourceArn': sourceArn,
      'aws:SourceAccount': account,
      'aws:SourceOwner': account,
      'aws:PrincipalIsAWSService': 'true',
      'aws:SecureTransport': 'true',
    };
    const applying = documents.flatMap(({ Statement }) => listOf(Statement)).filter(statement =>
      listOf(statement.Action).some(pattern => matchesWildcards(pattern.toLowerCase(), 'sns:publish'))
      && listOf(statement.Resource).some(resource => resource === '*' || matchesArn(resource, topicArn))
      && isFor(statement.Principal, principal)
      && conditionsHold(statement.Condition, context));
    return applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
  }
}

/** A principal `*` means services, too: the conditions beside it say which. */
function isFor(principals: unknown, service: string): boolean {
  if (!isRecord(principals)) {
    return principals === '*';
  }
  return listOf(principals.Service as string | readonly string[] | undefined).includes(service) || listOf(principals.AWS as string | readonly string[] | undefined).includes('*');
}
