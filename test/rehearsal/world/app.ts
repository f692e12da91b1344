/** Assemblies as the reader would return them, for tests that need no engine. */

import type { Assembly, AssemblyStack } from '../../../rehearsal/cloudformation/assembly';

/** What differs from one test app to another. */
export interface AppOptions {
  readonly account?: string;
  readonly region?: string;
  readonly holdingUnit?: unknown;
  readonly concurrency?: string;
  readonly accounts?: readonly { readonly name: unknown; readonly email?: unknown; readonly existingAccountId?: unknown }[];
}

/** A stack that declares pool accounts. */
export function stackOf(options: AppOptions = {}, name = 'Pool'): AssemblyStack {
  const accounts = options.accounts ?? [{ name: 'pool-001' }, { name: 'pool-002' }];
  return {
    artifactId: name,
    name,
    displayName: name,
    account: options.account,
    region: options.region,
    dependencies: [],
    assets: new Map(),
    tags: {},
    template: {
      Resources: {
        Kick: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            Environment: {
              Variables: { HOLDING_ORGANIZATIONAL_UNIT_ID: options.holdingUnit ?? 'ou-abcd-11112222', CONCURRENCY: options.concurrency ?? '1' },
            },
          },
        },
        Other: { Type: 'AWS::Lambda::Function', Properties: {} },
        ...Object.fromEntries(accounts.map((account, index) => [`Account${index}Resource`, {
          Type: 'Custom::PoolAccount',
          Properties: {
            Leg: 'Resource',
            AccountName: account.name,
            AccountEmail: account.email ?? 'aws+pool@example.com',
            ...(account.existingAccountId !== undefined ? { ExistingAccountId: account.existingAccountId } : {}),
          },
        }])),
      },
    },
  };
}

/** An app of one stack, or of the stacks given. */
export function appOf(...stacks: AssemblyStack[]): Assembly {
  return { directory: 'cdk.out', stacks: stacks.length > 0 ? stacks : [stackOf()] };
}
