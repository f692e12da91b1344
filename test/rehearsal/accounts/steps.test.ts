import { Ways } from '../../../rehearsal/accounts/steps';
import type { OrganizationEventKind } from '../../../rehearsal/services/events';

const leg = (at: number, account: string, Leg: string, status: string, more: Record<string, string> = {}) => ({
  kind: 'stack' as const,
  event: { at, stack: 'Pool', type: 'Custom::PoolAccount', logicalId: `${account}${Leg}`, status, properties: { Leg, AccountName: account, ...more } },
});
const happened = (at: number, account: string, kind: OrganizationEventKind, detail?: string) => ({ kind: 'organization' as const, event: { at, kind, account, detail } });

function waysOf(...events: Parameters<Ways['take']>[0][]) {
  const ways = new Ways();
  events.forEach(event => ways.take(event));
  return ways.steps();
}

describe('the way of an account', () => {
  test('is told step by step, to the second, each step once', () => {
    expect(waysOf(
      leg(30.4, 'a', 'Start', 'CREATE_IN_PROGRESS'),
      happened(60.6, 'a', 'provision-accepted'),
      happened(65, 'a', 'creating'),
      leg(70, 'a', 'Start', 'CREATE_COMPLETE'),
      leg(71, 'a', 'Resource', 'CREATE_IN_PROGRESS'),
      happened(700, 'a', 'account-created', '300000000001'),
      happened(1500, 'a', 'available', '300000000001'),
      leg(1520, 'a', 'Resource', 'CREATE_COMPLETE'),
    )).toEqual({
      a: [[30, 'gate'], [61, 'requested'], [65, 'creating'], [700, 'enrolling'], [1500, 'available']].map(([at, step]) => ({ at, step, says: null })),
    });
  });

  test('goes on where the account is to be registered', () => {
    const { a } = waysOf(leg(30, 'a', 'Start', 'CREATE_IN_PROGRESS', { SandboxNamespace: 'myisb' }), happened(1500, 'a', 'available', '300000000001'));
    expect(a.map(({ step }) => step)).toEqual(['gate', 'made']);
  });

  test('has AWS\'s words where something went wrong, and no others', () => {
    expect(waysOf(happened(1, 'a', 'failed', 'no'), happened(2, 'a', 'busy'), happened(3, 'a', 'registration-failed', 'event'), happened(4, 'a', 'cleaning-failed', 'arn'),
      happened(5, 'a', 'quarantined', 'its cleaning failed'), happened(6, 'a', 'available', '300000000001')).a.map(({ says }) => says)).toEqual(['no', null, 'event', 'arn', 'its cleaning failed', null]);
  });

  test('is nobody else\'s, and not that of other resources', () => {
    expect(waysOf(happened(1, 'a', 'creating'), happened(2, '__proto__', 'creating'), { kind: 'stack', event: { at: 3, stack: 'Pool', type: 'AWS::IAM::Role', logicalId: 'Role', status: 'CREATE_COMPLETE' } }))
      .toEqual(Object.fromEntries(['a', '__proto__'].map((name, index) => [name, [{ at: index + 1, step: 'creating', says: null }]])));
  });
});
