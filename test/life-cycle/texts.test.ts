/** What Account Factory says when an account fails, and what becomes of the account. */

import { GRACE_MINUTES } from '../../core/accounts/attempt';
import type { FailureReason } from '../../rehearsal/world/factory-texts';
import { FAILURE_TEXTS } from '../../rehearsal/world/factory-texts';
import type { Rehearsed } from '../support/rehearse-app';
import { rehearseApp } from '../support/rehearse-app';

const fails = (fault: Record<string, unknown>) => rehearseApp({ app: ['pool-001'], world: { faults: [{ kind: 'creation-fails', ...fault }] } });
const removals = ({ progress }: Rehearsed) => progress.filter(({ kind, event }: any) => kind === 'organization' && event.kind === 'terminate-accepted');
const accountsOf = ({ state }: Rehearsed) => state.services.organizations.accounts.filter(({ email }) => email === 'aws+pool-001@example.com');
const UNHEARD = 'The flux capacitor of the landing zone is empty.';

describe('what passes is tried again', () => {
  const passing = (Object.keys(FAILURE_TEXTS) as FailureReason[]).filter(name => FAILURE_TEXTS[name].passing);

  test.each(passing)('%s: the account is AVAILABLE all the same, created once', async reason => {
    const rehearsal = await fails({ reason });
    expect(rehearsal.report.stacks[0].status).toBe('CREATE_COMPLETE');
    expect(rehearsal.account('pool-001').attempts).toBe(2);
    expect(accountsOf(rehearsal)).toHaveLength(1);
  });

  test('as often as it comes while the account is young', async () => {
    const rehearsal = await fails({ reason: 'region-not-ready', times: 3 });
    expect(rehearsal.report.stacks[0].status).toBe('CREATE_COMPLETE');
    expect(rehearsal.account('pool-001').attempts).toBe(4);
    expect(removals(rehearsal)).toEqual([]);
  });

  test.each([
    ['identity-provider-not-ready', 'AR-ACCOUNT-NOT-READY'],
    ['subscription-missing', 'AR-ACCOUNT-NOT-READY'],
    ['region-not-ready', 'AR-STS-REGION-DISABLED'],
  ])('%s is %s when the account is half an hour old', async (reason, code) => {
    const rehearsal = await fails({ reason, times: 999 });
    expect(rehearsal.codes).toEqual([code]);
    expect(rehearsal.account('pool-001').error!.where).toMatch(/^\d{12}, ACTIVE, in /);
    const failedAt = rehearsal.progress.find(({ kind, event }: any) => kind === 'stack' && event.status === 'CREATE_FAILED')!.at;
    expect(failedAt).toBeGreaterThan(30 * 60);
    expect(failedAt).toBeLessThan(60 * 60);
  });
});

describe('a text that nobody knows', () => {
  test('once, in a young account: it is enrolled again', async () => {
    const rehearsal = await fails({ message: UNHEARD, accountCreated: true, afterMinutes: 9, times: 1 });
    expect(rehearsal.report.stacks[0].status).toBe('CREATE_COMPLETE');
    expect(removals(rehearsal)).toEqual([]);
    expect(accountsOf(rehearsal)).toHaveLength(1);
  });

  test.each([true, false])('every time (account created: %p): it fails after the second one, and nothing was removed', async accountCreated => {
    const rehearsal = await fails({ message: UNHEARD, accountCreated, afterMinutes: 9 });
    expect(rehearsal.codes).toEqual(['AR-FACTORY-FAILED']);
    expect(rehearsal.account('pool-001')).toMatchObject({ attempts: 2, error: { awsSays: UNHEARD } });
    expect(removals(rehearsal)).toEqual([]);
    expect(accountsOf(rehearsal)).toHaveLength(accountCreated ? 1 : 0);
  });

  test('after 32 minutes, of an account that was made some minutes after the request: the account is still young', async () => {
    const rehearsal = await fails({ message: UNHEARD, accountCreated: true, afterMinutes: 32, times: 1 });
    expect(rehearsal.report.stacks[0].status).toBe('CREATE_COMPLETE');
  });

  test('of an account that is older than half an hour: it fails at once', async () => {
    const rehearsal = await fails({ message: UNHEARD, accountCreated: true, afterMinutes: 45, times: 1 });
    expect(rehearsal.codes).toEqual(['AR-FACTORY-FAILED']);
    expect(rehearsal.account('pool-001').attempts).toBe(1);
  });
});

describe('what is permanent has the right name', () => {
  test.each<[FailureReason, string]>([
    ['identity-center-user-exists', 'AR-SSO-USER-EXISTS'],
    ['identity-provider-external', 'AR-IDENTITY-SOURCE'],
    ['scp-denies', 'AR-SCP-DENIES'],
    ['moved-from-unit', 'AR-ACCOUNT-MOVED'],
    ['creations-today', 'AR-CREATIONS-TODAY'],
    ['payment-instrument', 'AR-PAYMENT'],
    ['business-validation', 'AR-BUSINESS-VALIDATION'],
    ['control-tower-role', 'AR-LANDING-ZONE-NOT-READY'],
  ])('%s: %s, after one attempt', async (reason, code) => {
    const rehearsal = await fails({ reason });
    expect(rehearsal.codes).toEqual([code]);
    expect(rehearsal.account('pool-001').attempts).toBe(1);
  });

  test('a policy that denies something in the new account is not waited for as if access were spreading', async () => {
    const { progress } = await fails({ reason: 'scp-denies', afterMinutes: 1 });
    const failedAt = progress.find(({ kind, event }: any) => kind === 'stack' && event.status === 'CREATE_FAILED')!.at;
    expect(failedAt).toBeLessThan(GRACE_MINUTES * 60 + 4 * 60);
  });
});
