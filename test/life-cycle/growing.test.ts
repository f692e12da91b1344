/** A pool over the deployments of its life: it grows, shrinks, is deployed again and changed, always into the same organization. */

import type { AccountPoolProps } from 'account-robot';
import { AccountPool } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { AccountOutcome } from '../../rehearsal/report';
import type { RehearsalState } from '../../rehearsal/state-file';
import type { Rehearsed } from '../support/rehearse-app';
import { ACCOUNT, names, rehearseApp, REGION } from '../support/rehearse-app';

/** Ten minutes each: what is asked here doesn't depend on how long a creation takes. */
const WORLD = { factory: { creationMinutes: { median: 10, sigma: 0, minimum: 10, maximum: 10 } } };
const MAX_SIZE = 120;

const poolOf = (props: AccountPoolProps) => (app: App) => {
  new AccountPool(new Stack(app, 'Pool', { env: { account: ACCOUNT, region: REGION } }), 'Pool', { maxSize: MAX_SIZE, ...props });
};

const deploy = (props: AccountPoolProps, state?: RehearsalState) => rehearseApp({ app: poolOf(props), world: WORLD, state });

/** The accounts of the organization that pools made, by their names. */
const members = ({ services }: RehearsalState) => services.organizations.accounts
  .filter(({ name }) => name.startsWith('pool-'))
  .sort((a, b) => a.name < b.name ? -1 : 1);

/** Their ids by their names. */
const idsIn = (state: RehearsalState) => Object.fromEntries(members(state).map(({ name, id }) => [name, id]));

/** How often our handlers asked the factory for an account. */
const requests = ({ report }: Rehearsed) => report.apiCalls['is-complete']?.['servicecatalog:ProvisionProduct'] ?? 0;

/** Names of the accounts that CloudFormation sent anything for. */
const touched = ({ progress }: Rehearsed) => [...new Set(progress.flatMap(entry => entry.kind === 'stack' && entry.event.properties?.AccountName !== undefined ? [entry.event.properties.AccountName] : []))].sort();

const numbered = (first: number, last: number) => names(last - first + 1, first);

/** Everything that the organization knows about accounts: they themselves, their products, and what was ever asked for them. */
const everythingAbout = ({ services: { organizations, serviceCatalog } }: RehearsalState, whom: readonly string[]) => ({
  accounts: organizations.accounts.filter(({ name }) => whom.includes(name)),
  products: serviceCatalog.products.filter(({ name }) => whom.includes(name)),
  records: serviceCatalog.records.filter(({ productName }) => whom.includes(productName)),
});

function expectAvailable({ report }: Rehearsed, status: string, count: number): void {
  expect(report.stacks).toMatchObject([{ name: 'Pool', status }]);
  expect(report.accounts).toHaveLength(count);
  expect(report.accounts.filter(({ state }) => state !== AccountOutcome.AVAILABLE)).toEqual([]);
}

describe('a pool of 10, then 25, then 120 accounts', () => {
  let steps: readonly [Rehearsed, Rehearsed, Rehearsed];

  beforeAll(async () => {
    const ten = await deploy({ size: 10 });
    const twentyFive = await deploy({ size: 25 }, ten.state);
    steps = [ten, twentyFive, await deploy({ size: 120 }, twentyFive.state)];
  }, 300_000);

  const grown = () => steps[2].state;

  test('has exactly so many after each step, all AVAILABLE, and the factory was asked once for each', () => {
    const [ten, twentyFive, all] = steps;
    expectAvailable(ten, 'CREATE_COMPLETE', 10);
    expectAvailable(twentyFive, 'UPDATE_COMPLETE', 25);
    expectAvailable(all, 'UPDATE_COMPLETE', 120);
    expect(steps.map(({ state }) => members(state).length)).toEqual([10, 25, 120]);
    expect(steps.map(requests)).toEqual([10, 15, 95]);
  });

  test('keeps the accounts that it has: no event, no call and no other id for any of them', () => {
    const [ten, twentyFive, all] = steps;
    expect(touched(twentyFive)).toEqual(numbered(11, 25));
    expect(touched(all)).toEqual(numbered(26, 120));
    expect(idsIn(twentyFive.state)).toMatchObject(idsIn(ten.state));
    expect(idsIn(all.state)).toMatchObject(idsIn(twentyFive.state));
    expect(everythingAbout(all.state, numbered(1, 10))).toEqual(everythingAbout(ten.state, numbered(1, 10)));
    // Three legs of each new account wait, and no other.
    expect(steps.map(({ report }) => report.apiCalls.framework['states:StartExecution'])).toEqual([30, 45, 285]);
  });

  test('deployed unchanged changes nothing: no call, and it takes no time', async () => {
    const again = await deploy({ size: 120 }, grown());
    expect(again.report.apiCalls).toEqual({});
    expect(again.report.virtualSeconds).toBeLessThan(60);
    expect(again.state.services.organizations.accounts).toEqual(grown().services.organizations.accounts);
  });

  test('shrunk to 100 forgets twenty and touches nothing; grown again takes the twenty back and creates none', async () => {
    const smaller = await deploy({ size: 100 }, grown());
    const forgotten = numbered(101, 120);
    expectAvailable(smaller, 'UPDATE_COMPLETE', 100);
    expect(touched(smaller)).toEqual(forgotten);
    // The check of the account quota hears of the smaller pool, and asks nobody.
    expect(smaller.report.apiCalls).toEqual({ framework: { 'lambda:Invoke': 1 } });
    expect(everythingAbout(smaller.state, forgotten)).toEqual(everythingAbout(grown(), forgotten));
    expect(members(smaller.state)).toHaveLength(120);

    const back = await deploy({ size: 120 }, smaller.state);
    expectAvailable(back, 'UPDATE_COMPLETE', 120);
    expect(touched(back)).toEqual(forgotten);
    expect(requests(back)).toBe(0);
    expect(idsIn(back.state)).toEqual(idsIn(grown()));
    expect(everythingAbout(back.state, forgotten)).toEqual(everythingAbout(grown(), forgotten));
    // The twenty bear the mark of this very pool, so they needn't be adopted.
    const owners = members(back.state).filter(({ name }) => forgotten.includes(name)).map(({ tags }) => tags['account-robot:owner']);
    expect(owners).toEqual(forgotten.map(name => `Pool/Pool/${name}`));
  });

  test('with another tag is up to date in 15 minutes', async () => {
    const tagged = await deploy({ size: 120, tags: { 'cost-center': '4711' } }, grown());
    expectAvailable(tagged, 'UPDATE_COMPLETE', 120);
    expect(members(tagged.state).filter(({ tags }) => tags['cost-center'] !== '4711')).toEqual([]);
    expect(requests(tagged)).toBe(0);
    expect(tagged.report.virtualSeconds / 60).toBeLessThanOrEqual(15);
  });

  test('with a number skipped later forgets that account, creates one, and sends nothing to the others', async () => {
    const skipped = await deploy({ size: 120, skipNumbers: [50] }, grown());
    expectAvailable(skipped, 'UPDATE_COMPLETE', 120);
    expect(touched(skipped)).toEqual(['pool-050', 'pool-121']);
    expect(requests(skipped)).toBe(1);
    expect(members(skipped.state)).toHaveLength(121);
    expect(everythingAbout(skipped.state, numbered(1, 120))).toEqual(everythingAbout(grown(), numbered(1, 120)));
  });
});
