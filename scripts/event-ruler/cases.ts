/**
 * Patterns and events, and which of them fit: told by what the pages say of them, and asked of two matchers, the rehearsal's and the one that AWS publishes.
 *
 * Besides our own rules there are the forms that surprise: lists, numbers, members that are missing.
 */

import { PoolEvent } from '../../src/contract';
import { listedRules } from '../events/patterns';
import { EXAMPLES, received } from '../events/samples';

/** One question. */
export interface RulerCase {
  readonly title: string;
  readonly pattern: object;
  readonly event: object;
  readonly fits: boolean;
}

const sampleOf = (event: PoolEvent, detail: object = {}, rest: object = {}) => {
  const sample = received(EXAMPLES[event]());
  return { ...sample, ...rest, detail: { ...sample.detail, stackName: 'Pool', ...detail } };
};
const CLOUD_TRAIL = { 'version': '0', 'id': 'e-2', 'detail-type': 'AWS API Call via CloudTrail', 'source': 'aws.organizations', 'account': '111122223333', 'resources': [] };
const SANDBOX = { version: '0', id: 'e-3', source: 'InnovationSandbox-myisb', account: '222222222222', resources: [] };

/** Events of all kinds, by what they are. */
const EVENTS: Readonly<Record<string, object>> = {
  ...Object.fromEntries(Object.values(PoolEvent).map(event => [event, sampleOf(event)])),
  'AccountFailed of another pool': sampleOf(PoolEvent.ACCOUNT_FAILED, { pool: 'Other' }),
  'AccountFailed of another stack': sampleOf(PoolEvent.ACCOUNT_FAILED, { stackName: 'Other' }),
  'AccountFailed of no pool': sampleOf(PoolEvent.ACCOUNT_FAILED, { pool: undefined }),
  'AccountFailed by somebody else': sampleOf(PoolEvent.ACCOUNT_FAILED, {}, { source: 'somebody-else' }),
  'AccountFailed of a sandbox': sampleOf(PoolEvent.ACCOUNT_FAILED, { code: 'AR-SANDBOX-QUARANTINE', account: { name: 'pool-011', id: '444455556666' } }),
  'AccountAvailable of another account': sampleOf(PoolEvent.ACCOUNT_AVAILABLE, { account: { name: 'pool-011', id: '444455556666' } }),
  'AccountVended, slow': sampleOf(PoolEvent.ACCOUNT_VENDED, { minutes: 61.5 }),
  'AccountVended, without minutes': sampleOf(PoolEvent.ACCOUNT_VENDED, { minutes: undefined }),
  'AccountQuarantined': { ...SANDBOX, 'detail-type': 'AccountQuarantined', 'detail': { awsAccountId: '444455556666', reason: 'drift' } },
  'AccountCleanupFailed of the cleaner of 1.2': { ...SANDBOX, 'source': 'account-cleaner', 'detail-type': 'AccountCleanupFailed', 'detail': { accountId: '444455556666' } },
  'AccountQuarantined of another sandbox': { ...SANDBOX, 'source': 'InnovationSandbox-other', 'detail-type': 'AccountQuarantined', 'detail': {} },
  'LeaseRequested': { ...SANDBOX, 'detail-type': 'LeaseRequested', 'detail': { userEmail: 'jane@example.com' } },
  'MoveAccount': { ...CLOUD_TRAIL, detail: { eventName: 'MoveAccount', requestParameters: { accountId: '444455556666' } } },
  'MoveAccount that was refused': { ...CLOUD_TRAIL, detail: { eventName: 'MoveAccount', errorCode: 'AccessDenied' } },
  'AccountJoinedOrganization': { ...CLOUD_TRAIL, 'detail-type': 'AWS Service Event via CloudTrail', 'detail': { eventName: 'AccountJoinedOrganization' } },
  'TagResource': { ...CLOUD_TRAIL, detail: { eventName: 'TagResource' } },
};

/** Which events each of our rules is about, in their order. */
const FITTING: readonly (readonly string[])[] = [
  ['AccountRequested'],
  ['AccountVended', 'AccountVended, slow', 'AccountVended, without minutes'],
  ['AccountRegistered'],
  ['AccountAvailable', 'AccountAvailable of another account'],
  ['AccountFailed', 'AccountFailed of a sandbox'],
  ['GrowthRefused', 'GrowthHalted', 'ApprovalAsked'],
  ['AccountAvailable'],
  ['AccountFailed of a sandbox'],
  ['AccountFailed of a sandbox'],
  ['AccountVended, slow'],
  ['AccountQuarantined'],
  ['AccountQuarantined', 'AccountCleanupFailed of the cleaner of 1.2'],
  ['MoveAccount', 'AccountJoinedOrganization'],
];

/** Forms of patterns and of events that our own rules don't have, and rules of users may. */
const FORMS: readonly [string, object, object, boolean][] = [
  ['a list in the event fits by one of its elements', { detail: { tags: ['b'] } }, { detail: { tags: ['a', 'b'] } }, true],
  ['a list in the event that has none of them', { detail: { tags: ['c'] } }, { detail: { tags: ['a', 'b'] } }, false],
  ['an empty list', { detail: { tags: ['a'] } }, { detail: { tags: [] } }, false],
  ['a number is no text', { detail: { entry: ['4'] } }, { detail: { entry: 4 } }, false],
  ['a number is the same however it is written', { detail: { minutes: [25] } }, { detail: { minutes: 25.0 } }, true],
  ['a number within bounds', { detail: { to: [{ numeric: ['>=', 10, '<', 20] }] } }, { detail: { to: 10 } }, true],
  ['a number at the upper bound', { detail: { to: [{ numeric: ['>=', 10, '<', 20] }] } }, { detail: { to: 20 } }, false],
  ['a number in a list', { detail: { sizes: [{ numeric: ['>', 5] }] } }, { detail: { sizes: [1, 9] } }, true],
  ['a truth', { detail: { safeToDeployAgain: [false] } }, { detail: { safeToDeployAgain: false } }, true],
  ['a member that is missing', { detail: { pool: [{ exists: false }] } }, { detail: { stackName: 'Pool' } }, true],
  ['a member that isn\'t missing', { detail: { pool: [{ exists: false }] } }, { detail: { pool: 'Pool' } }, false],
  ['anything but some codes', { detail: { code: [{ 'anything-but': ['AR-RENAMED'] }] } }, { detail: { code: 'AR-EMAIL-IN-USE' } }, true],
  ['anything but, of nothing', { detail: { code: [{ 'anything-but': ['AR-RENAMED'] }] } }, { detail: { name: 'x' } }, false],
  ['objects in a list: all members of the same one', { detail: { accounts: { name: ['a'], id: ['2'] } } }, { detail: { accounts: [{ name: 'a', id: '1' }, { name: 'b', id: '2' }] } }, false],
  ['the beginning of a name, whatever its case', { detail: { account: { name: [{ prefix: { 'equals-ignore-case': 'POOL-' } }] } } }, { detail: { account: { name: 'pool-010' } } }, true],
  ['a wildcard', { detail: { code: [{ wildcard: 'AR-*-IN-USE' }] } }, { detail: { code: 'AR-EMAIL-IN-USE' } }, true],
  ['one of two', { $or: [{ detail: { code: ['A'] } }, { detail: { entry: [{ numeric: ['=', 4] }] } }] }, { detail: { entry: 4 } }, true],
];

/** All questions. */
export function rulerCases(): RulerCase[] {
  const rules = listedRules();
  if (rules.length !== FITTING.length) {
    throw new Error(`there are ${rules.length} rules, and ${FITTING.length} lists of what fits them; say for each what does`);
  }
  return [
    ...rules.flatMap(({ title, pattern }, index) =>
      Object.entries(EVENTS).map(([name, event]) => ({ title: `${title}: ${name}`, pattern, event, fits: FITTING[index].includes(name) }))),
    ...FORMS.map(([title, pattern, event, fits]) => ({ title, pattern, event, fits })),
  ];
}
