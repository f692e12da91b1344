/** The library is upgraded between two deployments: functions change, properties come and go. Accounts stay, and none is asked for again. */

import { asOfVersion } from '../../chaos/library-version';
import { AccountOutcome } from '../../rehearsal/report';
import type { RehearsalState } from '../../rehearsal/state-file';
import { POOL_ACCOUNT_TYPE } from '../../src/contract';
import type { Rehearsed, Scenario } from '../support/rehearse-app';
import { names } from '../support/rehearse-app';
import { rehearseSandbox } from '../support/sandbox-app';

/** What another version of the library would synthesize. */
const otherVersion = (...[version, changed]: [string, ((properties: Record<string, unknown>) => void)?]): Pick<Scenario, 'assembly'> => ({
  assembly: folder => asOfVersion(folder, version, changed),
});

const OLD = otherVersion('0a01');
/** It writes a property that the older version leaves out, so that every leg is updated. */
const NEW = otherVersion('0b02', properties => { properties.AdoptExisting = false; });

const statusesOf = ({ report }: Rehearsed) => report.stacks.map(({ status }) => status);
const poolOf = ({ services }: RehearsalState) => services.organizations.accounts
  .filter(({ email }) => email.startsWith('aws+pool-'))
  .map(({ id, name, parentId, status }) => ({ id, name, parentId, status }));
const productsOf = ({ services }: RehearsalState) => services.serviceCatalog.products.map(({ id, name, status }) => ({ id, name, status }));
const calls = ({ report }: Rehearsed, call: string) => report.apiCalls['is-complete']?.[call] ?? 0;
const updated = ({ progress }: Rehearsed) => progress
  .flatMap(entry => (entry.kind === 'stack' && entry.event.type === POOL_ACCOUNT_TYPE ? [entry.event.status] : []));
/** By which version the code of our functions is; that of the CDK's own is of none. */
const versionsOf = ({ stacks }: RehearsalState) => new Set(Object.values(stacks.stacks[0].resources)
  .filter(({ type, content }) => type === 'AWS::Lambda::Function' && String(content.properties.Handler).startsWith('index.'))
  .map(({ content }) => (content.properties.Code as { S3Key: string }).S3Key.slice(0, 4)));

describe('an upgrade', () => {
  let first: Rehearsed;
  let second: Rehearsed;
  beforeAll(async () => {
    first = await rehearseSandbox({ app: names(2), ...OLD });
    second = await rehearseSandbox({ app: names(2), ...NEW, state: first.state });
  });

  test('runs the new functions on every account, and leaves each as it is', () => {
    expect(statusesOf(first)).toEqual(['CREATE_COMPLETE']);
    expect(versionsOf(first.state)).toEqual(new Set(['0a01']));
    expect(versionsOf(second.state)).toEqual(new Set(['0b02']));
    expect(statusesOf(second)).toEqual(['UPDATE_COMPLETE']);
    expect(new Set(updated(second))).toEqual(new Set(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE']));
    expect(poolOf(second.state)).toEqual(poolOf(first.state));
    expect(productsOf(second.state)).toEqual(productsOf(first.state));
    expect(calls(second, 'servicecatalog:ProvisionProduct') + calls(second, 'organizations:MoveAccount')).toBe(0);
  });

  test('is followed by a deployment that has nothing to do', async () => {
    const third = await rehearseSandbox({ app: names(2), ...NEW, state: second.state });
    expect(third.report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE', reason: 'No updates are to be performed.' }]);
  });

  test('that is taken back again, to the older version, changes no account either', async () => {
    const back = await rehearseSandbox({ app: names(2), ...OLD, state: second.state });
    expect(statusesOf(back)).toEqual(['UPDATE_COMPLETE']);
    expect(poolOf(back.state)).toEqual(poolOf(first.state));
    expect(calls(back, 'servicecatalog:ProvisionProduct') + calls(back, 'organizations:MoveAccount')).toBe(0);
  });

  test('that also grows the pool makes the new account, and no other', async () => {
    const grown = await rehearseSandbox({ app: names(3), ...NEW, state: first.state });
    expect(statusesOf(grown)).toEqual(['UPDATE_COMPLETE']);
    expect(poolOf(grown.state)).toEqual(expect.arrayContaining(poolOf(first.state)));
    expect(poolOf(grown.state)).toHaveLength(3);
    expect(calls(grown, 'servicecatalog:ProvisionProduct')).toBe(1);
  });
});

test('an upgrade after a deployment that failed goes on with what the older version left', async () => {
  const faults = [{ kind: 'creation-fails', account: 'pool-002', reason: 'execution-role-race', times: 99 }];
  const failed = await rehearseSandbox({ app: names(2), ...OLD, rollback: false, world: { faults } });
  expect(statusesOf(failed)).toEqual(['CREATE_FAILED']);
  const { report, state } = await rehearseSandbox({ app: names(2), ...NEW, rollback: false, state: failed.state });
  expect(report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE' }]);
  expect(report.accounts.map(account => account.state)).toEqual([AccountOutcome.AVAILABLE, AccountOutcome.AVAILABLE]);
  expect(poolOf(state).map(({ id }) => id)).toEqual(expect.arrayContaining(poolOf(failed.state).map(({ id }) => id)));
  expect(poolOf(state)).toHaveLength(2);
});
