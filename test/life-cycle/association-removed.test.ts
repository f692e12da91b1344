/** Somebody takes our role out of Control Tower's portfolio while a deployment runs. CloudFormation doesn't notice, so no deployment lets it in again. */

import type { Rehearsed } from '../support/rehearse-app';
import { names, rehearseApp } from '../support/rehearse-app';

/** The first account is under way when it happens. */
const removed = (more: Record<string, unknown> = {}) => ({ kind: 'association-removed', after: 'requested', of: 'pool-001', minute: 1, ...more });
const happened = ({ progress }: Rehearsed, kind: string) => progress.flatMap(({ kind: entry, event }: any) => (entry === 'organization' && event.kind === kind ? [event.account as string] : []));
const letIn = ({ state }: Rehearsed) => {
  const { associations, portfolioIds } = state.services.serviceCatalog;
  return (next: Rehearsed['state']) => {
    expect(associations).toEqual([]);
    next.services.serviceCatalog.associations = [{ portfolioId: portfolioIds[0], principalArn: 'arn:aws:iam::111122223333:role/AccountRobot-Pool', worksFrom: 0 }];
  };
};

test('the account under way comes into being, the next one says what is missing, and nothing is removed', async () => {
  const rehearsal = await rehearseApp({ app: names(3), settings: { concurrency: 1 }, rollback: false, world: { faults: [removed()] } });
  expect(rehearsal.account('pool-001').state).toBe('AVAILABLE');
  expect(rehearsal.codes).toEqual(['AR-NO-LAUNCH-PATH']);
  expect(rehearsal.report.accounts.flatMap(({ error }) => error?.fix ?? [])[0]).toContain('add it if somebody removed it');
  expect(happened(rehearsal, 'provision-accepted')).toEqual(['pool-001']);
  expect(happened(rehearsal, 'terminate-accepted')).toEqual([]);
});

test('deploying again says the same as long as nobody lets the role in, and then goes on', async () => {
  const scenario = { app: names(3), settings: { concurrency: 1 }, rollback: false };
  const first = await rehearseApp({ ...scenario, world: { faults: [removed()] } });
  const second = await rehearseApp({ ...scenario, state: first.state });
  expect(second.codes).toEqual(['AR-NO-LAUNCH-PATH']);
  const third = await rehearseApp({ ...scenario, state: second.state, meanwhile: letIn(second) });
  expect(third.report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE' }]);
  expect(third.report.accounts.map(({ state }) => state)).toEqual(Array(3).fill('AVAILABLE'));
  expect(third.state.services.organizations.creations).toHaveLength(3);
});

test.each([2, 4])('a role that is let in again after %s minutes is waited for: nothing fails', async backAfterMinutes => {
  const rehearsal = await rehearseApp({ app: names(3), world: { faults: [{ kind: 'association-removed', minute: 1.5, backAfterMinutes }] } });
  expect(rehearsal.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
  expect(rehearsal.report.accounts.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
});

test('an enrolment that failed, whose retry has no launch path, keeps its product and its account', async () => {
  const faults = [{ kind: 'creation-fails', account: 'pool-001', reason: 'execution-role-race', times: 1 }, removed({ after: 'failed', minute: 0 })];
  const first = await rehearseApp({ rollback: false, world: { faults } });
  expect(first.codes).toEqual(['AR-NO-LAUNCH-PATH']);
  const second = await rehearseApp({ rollback: false, state: first.state, meanwhile: letIn(first) });
  expect(second.report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE' }]);
  expect(second.state.services.organizations.accounts).toHaveLength(2);
  expect([...happened(first, 'terminate-accepted'), ...happened(second, 'terminate-accepted')]).toEqual([]);
});
