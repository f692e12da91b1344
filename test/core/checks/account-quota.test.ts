import * as fc from 'fast-check';
import type { QuotaFacts, QuotaPort } from '../../../core/checks/account-quota';
import { checkQuota, decideQuota, parseQuotaRequest } from '../../../core/checks/account-quota';
import { TransientError } from '../../../core/failures/errors';
import { quotaRegionOf } from '../../../src/contract';
import { at } from '../fixtures';

const emails = (count: number, from = 1) => Array.from({ length: count }, (_, index) => `aws+${from + index}@example.com`);
const others = (count: number) => emails(count, 1000);

/** The text of the refusal, or the kind of decision. */
function told(facts: QuotaFacts): string {
  const decision = decideQuota(facts);
  return decision.kind === 'too-small' ? `${decision.failure.what} Fix: ${decision.failure.fix}` : decision.kind;
}

describe('the decision', () => {
  test.each<[string, QuotaFacts, RegExp]>([
    ['room for all', { declared: emails(6), present: others(4), quota: 10 }, /^fits$/],
    ['one too many', { declared: emails(7), present: others(4), quota: 10 }, /declares 7 accounts that don't exist yet, and the organization, which has 4 of at most 10, has room for 6\. .*at least 11 in us-east-1 .*at most 6 accounts;/],
    ['accounts that exist are not counted twice', { declared: emails(10), present: emails(10), quota: 10 }, /^fits$/],
    ['whatever the case of their addresses', { declared: emails(2), present: emails(2).map(email => email.toUpperCase()), quota: 2 }, /^fits$/],
    ['an address that is declared twice is one account', { declared: [...emails(1), ...emails(1)], present: [], quota: 1 }, /^fits$/],
    ['those that exist may stay', { declared: emails(12), present: [...emails(3), ...others(5)], quota: 10 }, /declares 9 accounts .* has 8 of at most 10, has room for 2\. .*at least 17 .*at most 5 accounts;/],
    ['a full organization', { declared: emails(1), present: others(10), quota: 10 }, /declares 1 account that doesn't exist yet, .* has room for none\. .*at least 11 .*declare no account;/],
    ['an organization above its quota', { declared: emails(2), present: [...emails(1), ...others(10)], quota: 10 }, /has 11 of at most 10, has room for none\. .*declare at most 1 account;/],
    ['nothing new above the quota', { declared: emails(2), present: [...emails(2), ...others(10)], quota: 10 }, /^fits$/],
    ['no quota', { declared: emails(99), present: others(99), quota: undefined }, /^unknown$/],
  ])('%s', (_, facts, expected) => expect(told(facts)).toMatch(expected));

  test('lets the accounts pass exactly if all of them can be made, and following either advice makes them fit', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }).map(numbers => numbers.map(number => `aws+${number}@example.com`));
    fc.assert(fc.property(some, some, fc.integer({ min: 0, max: 50 }), (declared, present, quota) => {
      const total = new Set([...declared, ...present]).size;
      const decision = decideQuota({ declared, present, quota });
      expect(decision.kind).toBe(total <= quota || total === present.length ? 'fits' : 'too-small');
      if (decision.kind !== 'too-small') {
        return;
      }
      expect(decision.failure.what).not.toMatch(/@|unknown/);
      const needed = Number(/at least (\d+)/.exec(decision.failure.fix)![1]);
      expect(decideQuota({ declared, present, quota: needed }).kind).toBe('fits');
      expect(decideQuota({ declared, present, quota: needed - 1 }).kind).toBe('too-small');
      const most = Number(/at most (\d+)/.exec(decision.failure.fix)?.[1] ?? 0);
      const existing = declared.filter(email => present.includes(email));
      const kept = [...existing, ...declared.filter(email => !present.includes(email))];
      expect(decideQuota({ declared: kept.slice(0, most), present, quota }).kind).toBe('fits');
      expect(decideQuota({ declared: kept.slice(0, most + 1), present, quota }).kind).toBe('too-small');
    }));
  });
});

/** An organization with 9 accounts of 10; everything that is asked is remembered. */
function organization(changes: Partial<Record<keyof QuotaPort, unknown>> = {}) {
  const asked: string[] = [];
  const answers = { accountQuota: 10, accountEmails: others(9), isRollingBack: false, ...changes };
  const port = Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, async () => {
    asked.push(name);
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  }])) as unknown as QuotaPort;
  return { port, asked };
}

const check = async (port: QuotaPort, declared: string[], declaredBefore?: string[]) =>
  checkQuota(port, { stackId: 'arn:stack', declared, ...(declaredBefore === undefined ? {} : { declaredBefore }) }, at(0));
const gone = new TransientError('x:Y', 'no answer');

describe('the check', () => {
  test('refuses a first deployment that does not fit', async () => {
    const { port, asked } = organization();
    await expect(check(port, emails(2))).rejects.toThrow(/^AR-QUOTA-TOO-SMALL: .* Account: No account was created\. .* Safe to deploy again: yes\.$/);
    expect(asked).toEqual(['accountQuota', 'accountEmails']);
  });

  test('lets one pass that fits', async () => {
    await expect(check(organization().port, emails(1))).resolves.toEqual({ kind: 'fits', coming: 1, present: 9, quota: 10 });
  });

  test('refuses a pool that outgrows the organization', async () => {
    await expect(check(organization().port, emails(2), emails(1))).rejects.toThrow(/^AR-QUOTA-TOO-SMALL: /);
  });

  test.each<[string, string[], string[]]>([
    ['the same accounts', emails(5), emails(5)],
    ['the list of before, as a rollback sends it', emails(3), emails(5)],
    ['another order', emails(5).reverse(), emails(5)],
  ])('asks nobody at an update that declares %s', async (_, declared, before) => {
    const { port, asked } = organization();
    await expect(check(port, declared, before)).resolves.toEqual({ kind: 'nothing-new' });
    expect(asked).toEqual([]);
  });

  test('never fails a rollback, even one that brings accounts back', async () => {
    await expect(check(organization({ isRollingBack: true }).port, emails(5), emails(2))).resolves.toEqual({ kind: 'nothing-new' });
    await expect(check(organization({ isRollingBack: gone }).port, emails(5), emails(2))).resolves.toMatchObject({ kind: 'unknown' });
  });

  test.each<[string, Partial<Record<keyof QuotaPort, unknown>>, string]>([
    ['the quota is not told', { accountQuota: undefined }, 'AWS does not tell the quota here'],
    ['the quota can not be read', { accountQuota: gone }, "TransientError: x:Y didn't get through: no answer"],
    ['the accounts can not be read', { accountEmails: gone }, "TransientError: x:Y didn't get through: no answer"],
  ])('goes on where %s, and says why', async (_, changes, why) => {
    await expect(check(organization(changes).port, emails(99))).resolves.toEqual({ kind: 'unknown', why });
  });

  test('does not list the accounts where there is nothing to compare them with', async () => {
    const { port, asked } = organization({ accountQuota: undefined });
    await check(port, emails(99));
    expect(asked).toEqual(['accountQuota']);
  });
});

test.each([
  ['eu-west-1', 'us-east-1'], ['us-east-1', 'us-east-1'], ['cn-north-1', undefined], ['us-gov-west-1', undefined], ['us-iso-east-1', undefined], ['us-isob-east-1', undefined],
])('the quota of an organization in %s is told in %s', (region, expected) => expect(quotaRegionOf(region)).toBe(expected));

describe('the properties', () => {
  test('are a list of addresses', () => {
    expect(parseQuotaRequest('arn:stack', { AccountEmails: ['a'] }, undefined)).toEqual({ stackId: 'arn:stack', declared: ['a'] });
    expect(parseQuotaRequest('arn:stack', { AccountEmails: ['a'] }, { AccountEmails: ['b'] })).toEqual({ stackId: 'arn:stack', declared: ['a'], declaredBefore: ['b'] });
    expect(() => parseQuotaRequest('arn:stack', { AccountEmails: ['a', 1] }, undefined)).toThrow(/^AR-BAD-PROPERTY: property 'AccountEmails' is of type object/);
    expect(() => parseQuotaRequest('arn:stack', { AccountEmails: 'a' }, undefined)).toThrow(/^AR-BAD-PROPERTY: property 'AccountEmails' is of type string, where a list/);
  });

  test('that were tried and refused do not fail the rollback', () => {
    expect(parseQuotaRequest('arn:stack', { AccountEmails: ['a'] }, { AccountEmails: 'b' })).toMatchObject({ declaredBefore: [] });
    expect(parseQuotaRequest('arn:stack', { AccountEmails: ['a'] }, {})).toMatchObject({ declaredBefore: [] });
  });
});
