/**
 * What people have met who do this job with other tools: each situation as a world, and what has to come of it here. `where` names the public thread that tells
 * of it; what AWS does in it is taken from there, what we do is ours.
 */

import { AccountOutcome } from '../../rehearsal/report';
import type { Rehearsed, Scenario } from '../support/rehearse-app';
import { HOLDING, names, rehearseApp } from '../support/rehearse-app';
import { eventsOf, EXISTING_ID, rehearseSandbox, worldWith } from '../support/sandbox-app';

const OWNER = 'account-robot:owner';
const OURS = { [OWNER]: 'Pool/pool-001' };
const WORKLOADS = { id: 'ou-abcd-77778888', name: 'Workloads', registered: true };
const CONFLICT = 'AWS Organizations can\'t complete your request because it conflicts with another attempt to modify the same entity. Try again later.';

const member = (name: string, more: object = {}) => ({ name, id: EXISTING_ID, email: 'aws+pool-001@example.com', parentId: HOLDING, ...more });
const kinds = ({ progress }: Rehearsed) => progress.flatMap((event: any) => (event.kind === 'organization' ? [event.event.kind as string] : []));
const requests = (rehearsal: Rehearsed) => kinds(rehearsal).filter(kind => kind === 'provision-accepted').length;
const members = ({ state }: Rehearsed) => state.services.organizations.accounts.slice(1);
const fails = (fault: object): Scenario => ({ world: { faults: [{ kind: 'creation-fails', account: 'pool-001', ...fault }] } });
const refuses = (action: string, code: string, message: string, times: number) => ({ world: { faults: [{ kind: 'call-fails', action, code, message, times }] } });

/** All is well, and nothing was removed on the way. */
function expectComplete(rehearsal: Rehearsed): void {
  expect(rehearsal.codes).toEqual([]);
  expect(rehearsal.report.stacks[0].status).toMatch(/^(CREATE|UPDATE)_COMPLETE$/);
  expect(rehearsal.report.accounts.map(({ state }) => state)).toEqual(rehearsal.report.accounts.map(() => AccountOutcome.AVAILABLE));
  expect(kinds(rehearsal)).not.toContain('terminate-accepted');
}

interface Situation {
  readonly situation: string;
  readonly where: string;
  readonly happens: () => Promise<void>;
}

const SITUATIONS: readonly Situation[] = [
  {
    situation: 'an account that is to be taken over has our address in other letters: it is the same address',
    where: 'aws-ia/terraform-aws-control_tower_account_factory#90, #172',
    happens: async () => {
      const accounts = [member('pool-001', { email: 'AWS+Pool-001@Example.com' })];
      const products = [{ name: 'pool-001', status: 'AVAILABLE', succeededOnce: true, accountId: EXISTING_ID, tags: {} }];
      const rehearsal = await rehearseApp({ props: { adoptExisting: true }, world: { organization: { accounts, products } } });
      expectComplete(rehearsal);
      expect(rehearsal.account('pool-001').accountId).toBe(EXISTING_ID);
      expect(members(rehearsal)).toHaveLength(1);
      const refused = await rehearseApp({ world: { organization: { accounts } } });
      expect(refused.codes).toEqual(['AR-EMAIL-IN-USE']);
    },
  },
  {
    situation: 'a closed account of the same name stands in the organization for ninety days: ours is created beside it',
    where: 'aws-ia/terraform-aws-control_tower_account_factory#115',
    happens: async () => {
      const accounts = [member('pool-001', { email: 'former@example.com', status: 'CLOSED', parentId: 'r-abcd' })];
      const rehearsal = await rehearseApp({ ...fails({ reason: 'execution-role-race', times: 1 }), world: { organization: { accounts }, ...fails({ reason: 'execution-role-race', times: 1 }).world } });
      expectComplete(rehearsal);
      expect(rehearsal.account('pool-001').accountId).not.toBe(EXISTING_ID);
      expect(members(rehearsal)[0]).toMatchObject({ id: EXISTING_ID, tags: {} });
    },
  },
  {
    situation: 'somebody renames the account and changes its e-mail address in its account settings: it stays ours',
    where: 'aws-ia/terraform-aws-control_tower_account_factory#378, #212',
    happens: async () => {
      const first = await rehearseApp({});
      const { accountId } = first.account('pool-001');
      const second = await rehearseApp({
        props: { verify: '2' },
        state: first.state,
        meanwhile: ({ services: { organizations } }) => Object.assign(organizations.accounts[1], { name: 'Renamed by hand', email: 'someone@example.com' }),
      });
      expectComplete(second);
      expect(second.account('pool-001').accountId).toBe(accountId);
      expect(requests(second)).toBe(0);
    },
  },
  {
    situation: 'somebody moves an enrolled account into another registered unit: it is neither moved back nor enrolled again',
    where: 'awslabs/landing-zone-accelerator-on-aws#923, aws-ia/terraform-aws-control_tower_account_factory#374',
    happens: async () => {
      const organization = { organizationalUnits: [{ id: HOLDING, name: 'Pool', registered: true }, WORKLOADS] };
      const first = await rehearseApp({ world: { organization } });
      const second = await rehearseApp({
        props: { verify: '2' },
        state: first.state,
        meanwhile: ({ services: { organizations } }) => { organizations.accounts[1].parentId = WORKLOADS.id; },
        world: { organization },
      });
      expectComplete(second);
      expect(kinds(second)).toEqual([]);
      expect(members(second)[0].parentId).toBe(WORKLOADS.id);
    },
  },
  {
    situation: 'an account that failed for the quota is taken out of the app again: nothing tries to create it any more',
    where: 'awslabs/landing-zone-accelerator-on-aws#172',
    happens: async () => {
      const first = await rehearseApp({ app: names(1) });
      const second = await rehearseApp({ app: names(2), state: first.state, world: { faults: [{ kind: 'creation-fails', account: 'pool-002', reason: 'account-quota' }] } });
      expect(second.codes).toEqual(['AR-ACCOUNT-QUOTA']);
      const third = await rehearseApp({ app: names(1), state: second.state });
      expect(third.report.stacks[0].status).toMatch(/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/);
      expect(kinds(third)).toEqual([]);
    },
  },
  {
    situation: 'Organizations is at another change of the account while it is created: the attempt is made again',
    where: 'openshift/aws-account-operator#809, pepperize/cdk-organizations#581',
    happens: async () => {
      const rehearsal = await rehearseApp(fails({ message: CONFLICT, accountCreated: true, afterMinutes: 6, times: 2 }));
      expectComplete(rehearsal);
      expect(members(rehearsal)).toHaveLength(1);
    },
  },
  {
    situation: 'the same conflict when the account is moved and tagged: both are done in the end, once',
    where: 'openshift/aws-account-operator#809',
    happens: async () => {
      const refused = ['organizations:MoveAccount', 'organizations:TagResource'].map(action =>
        ({ kind: 'call-fails', action, code: 'ConcurrentModificationException', message: CONFLICT, times: 6 }));
      const rehearsal = await rehearseSandbox({ world: { faults: refused } });
      expectComplete(rehearsal);
      expect(eventsOf(rehearsal, 'pool-001').filter(event => event === 'moved Pool to Entry')).toHaveLength(1);
    },
  },
  {
    situation: 'the new account has no subscription to a service yet: it is enrolled again until it has',
    where: 'awslabs/aws-deployment-framework#540',
    happens: async () => {
      const message = 'SubscriptionRequiredException: The AWS Access Key Id needs a subscription for the service';
      const rehearsal = await rehearseApp(fails({ message, accountCreated: true, afterMinutes: 7, times: 3 }));
      expectComplete(rehearsal);
      expect(rehearsal.account('pool-001').attempts).toBe(4);
    },
  },
  {
    situation: 'Organizations answers reads with "another request is already in progress": they are made again',
    where: 'org-formation/org-formation-cli#280',
    happens: async () => {
      const message = 'AWS Organizations can\'t complete your request because another request is already in progress. Try again later.';
      for (const action of ['organizations:ListAccounts', 'organizations:DescribeAccount', 'organizations:ListParents']) {
        expectComplete(await rehearseApp(refuses(action, 'TooManyRequestsException', message, 9)));
      }
    },
  },
  {
    situation: 'the organization is so young that it isn\'t finished: the account is created when it is',
    where: 'hashicorp/terraform#13831',
    happens: async () => {
      const message = 'FinalizingOrganizationException: AWS Organizations could not finalize the creation of your organization. Try again later. If this persists, contact AWS customer support.';
      const rehearsal = await rehearseApp(fails({ message, accountCreated: false, afterMinutes: 1, times: 2 }));
      expect(rehearsal.report.stacks[0].status).toBe('CREATE_COMPLETE');
      expect(members(rehearsal)).toHaveLength(1);
    },
  },
  {
    situation: 'an update of a product failed and left it TAINTED: it is updated again, and its account stays enrolled',
    where: 'hashicorp/terraform-provider-aws#26237, #24574',
    happens: async () => {
      const products = [{
        name: 'pool-001',
        status: 'TAINTED',
        succeededOnce: true,
        accountId: EXISTING_ID,
        statusMessage: 'Internal error.',
        tags: OURS,
        history: [{ operation: 'provision', outcome: 'succeeded', hoursAgo: 50 }, { operation: 'update', outcome: 'failed', hoursAgo: 40, tagged: false }],
      }];
      const rehearsal = await rehearseApp({ world: { organization: { accounts: [member('pool-001', { tags: OURS })], products } } });
      expectComplete(rehearsal);
      expect(kinds(rehearsal)).toContain('update-accepted');
    },
  },
  {
    situation: 'a product is TAINTED although its account is there and in use: it is enrolled again when the user asks for a look, and not created anew',
    where: 'awslabs/landing-zone-accelerator-on-aws#222',
    happens: async () => {
      const first = await rehearseApp({});
      const second = await rehearseApp({
        props: { verify: '2' },
        state: first.state,
        meanwhile: ({ services: { serviceCatalog } }) => {
          serviceCatalog.products[0].status = 'TAINTED';
          const versions = () => [{ visibleFrom: 0, view: structuredClone(serviceCatalog.products[0]) }];
          serviceCatalog.listings = serviceCatalog.listings.map(listing => ({ ...listing, versions: versions() }));
        },
      });
      expectComplete(second);
      expect(kinds(second)).toEqual(['update-accepted', 'creating', 'available']);
      expect(second.account('pool-001').accountId).toBe(first.account('pool-001').accountId);
    },
  },
  {
    situation: 'a creation takes longer than anybody waits: the time runs out with a word for it, and the product isn\'t touched',
    where: 'idealo/terraform-provider-controltower#227',
    happens: async () => {
      const products = [{ name: 'pool-001', status: 'UNDER_CHANGE', succeededOnce: false, tags: OURS }];
      const rehearsal = await rehearseApp({
        rollback: false,
        settings: { timeoutMinutes: 50 },
        world: { organization: { products }, faults: [{ kind: 'creation-takes', account: 'pool-001', minutes: 600 }] },
      });
      expect(rehearsal.codes).toEqual(['AR-STILL-RUNNING']);
      expect(kinds(rehearsal).filter(kind => /accepted/.test(kind))).toEqual([]);
    },
  },
  {
    situation: 'the landing zone is updated for twenty-five minutes: the first account says so, nothing else is tried, and deploying again goes on',
    where: 'awslabs/landing-zone-accelerator-on-aws#1009',
    happens: async () => {
      const scenario = { app: names(3), settings: { concurrency: 2 }, rollback: false };
      const first = await rehearseApp({ ...scenario, world: { faults: [{ kind: 'creation-fails', reason: 'landing-zone-not-ready', toMinute: 25 }] } });
      expect(first.codes).toEqual(['AR-LANDING-ZONE-NOT-READY']);
      expect(requests(first)).toBe(1);
      const second = await rehearseApp({ ...scenario, state: first.state });
      expect(second.report.stacks[0].status).toBe('UPDATE_COMPLETE');
      expect(members(second)).toHaveLength(3);
      expect(second.report.factory.peakOperations).toBeLessThanOrEqual(2);
    },
  },
  {
    situation: 'a role of an earlier enrolment is in the way: when it is deleted, deploying again enrols the same account',
    where: 'aws-ia/terraform-aws-control_tower_account_factory#286',
    happens: async () => {
      const first = await rehearseApp({ rollback: false, ...fails({ reason: 'role-exists' }) });
      expect(first.codes).toEqual(['AR-ROLE-EXISTS']);
      const second = await rehearseApp({ rollback: false, state: first.state });
      expectComplete(second);
      expect(kinds(second)).toEqual(['update-accepted', 'creating', 'available']);
      expect(members(second)).toHaveLength(1);
    },
  },
  {
    situation: 'the address of an account to be taken over was changed since it was made: it goes by the address that it has',
    where: 'aws-ia/terraform-aws-control_tower_account_factory#378',
    happens: async () => {
      const organization = {
        accounts: [member('pool-001', { email: 'new@example.com' })],
        products: [{ name: 'pool-001', status: 'AVAILABLE', succeededOnce: true, accountId: EXISTING_ID, tags: {} }],
      };
      const former = await rehearseApp({ props: { adoptExisting: true }, world: { organization } });
      expect(former.codes).toEqual(['AR-NAME-NOT-OURS']);
      expect(kinds(former)).toEqual([]);
      expectComplete(await rehearseApp({ props: { adoptExisting: true, accountEmail: 'new@example.com' }, world: { organization } }));
    },
  },
  {
    situation: 'two accounts of other teams were closed while they were enrolled: ours are created all the same',
    where: 'awslabs/landing-zone-accelerator-on-aws#894, #980',
    happens: async () => {
      const closed = ['one', 'two'].map((name, index) => ({ name, id: `44445555666${index}`, email: `${name}@example.com`, parentId: HOLDING, status: 'SUSPENDED' }));
      const products = closed.map(({ name, id }) => ({ name, status: 'AVAILABLE', succeededOnce: true, accountId: id, tags: {} }));
      const rehearsal = await rehearseApp({ app: names(2), world: { organization: { accounts: closed, products } } });
      expectComplete(rehearsal);
      expect(members(rehearsal).slice(0, 2).map(({ tags }) => tags)).toEqual([{}, {}]);
    },
  },
  {
    situation: 'somebody closed our account: it is said so, and the other accounts of the stack are looked at all the same',
    where: 'awslabs/landing-zone-accelerator-on-aws#771, aws-solutions/aws-control-tower-customizations#86',
    happens: async () => {
      const first = await rehearseApp({ app: names(2) });
      const second = await rehearseApp({
        app: names(2),
        props: { verify: '2' },
        rollback: false,
        state: first.state,
        world: { faults: [{ kind: 'account-changes', account: 'pool-001', change: 'closed' }] },
      });
      expect(second.codes).toEqual(['AR-ACCOUNT-CLOSED']);
      expect(second.account('pool-002').state).toBe(AccountOutcome.AVAILABLE);
      expect(kinds(second).filter(kind => /accepted|moved|tagged/.test(kind))).toEqual([]);
    },
  },
  {
    situation: 'somebody means to close our account when no closure is left of the quota: it stays open, and the deployment goes on with it',
    where: 'the quota of closures in thirty days, Quotas for AWS Organizations',
    happens: async () => {
      const first = await rehearseApp({ app: names(2), world: { organization: { recentClosures: 250 } } });
      const second = await rehearseApp({
        app: names(2),
        props: { verify: '2' },
        rollback: false,
        state: first.state,
        world: { faults: [{ kind: 'account-changes', account: '*', change: 'closed' }] },
      });
      expectComplete(second);
      expect(members(second).map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
      const tried = second.progress.flatMap(event => (event.kind === 'organization' && event.event.kind === 'by-hand' ? [event.event] : []));
      expect(tried.map(({ account }) => account)).toEqual(['pool-001', 'pool-002']);
      expect(tried[0].detail).toMatch(/not closed.*quota/);
    },
  },
  {
    situation: 'an account whose name has spaces, which no product can have, is taken in by its id',
    where: 'aws-ia/terraform-aws-control_tower_account_factory#75, #61',
    happens: async () => {
      const rehearsal = await rehearseSandbox({ props: { existingAccountId: EXISTING_ID }, world: worldWith({ account: { name: 'k8s PoC 1' } }) });
      expectComplete(rehearsal);
      expect(eventsOf(rehearsal, 'k8s PoC 1')).toContain('sandbox-available');
      await expect(rehearseApp({ app: ['k8s PoC 1'] })).rejects.toThrow(/k8s PoC 1/);
    },
  },
  {
    situation: 'a name with a plus sign ends without an account and without a word elsewhere: here the synthesis says so',
    where: 'aws-ia/terraform-aws-control_tower_account_factory#256',
    happens: async () => {
      await expect(rehearseApp({ props: { accountName: 'test+sandbox' } })).rejects.toThrow(/test\+sandbox/);
    },
  },
  {
    situation: 'a name that a product holds which nobody sees: it is tried while listings may lag, and then said',
    where: 'aws-ia/terraform-aws-control_tower_account_factory#19',
    happens: async () => {
      const held = (times: number) => refuses('servicecatalog:ProvisionProduct', 'InvalidParametersException', 'A stack named pool-001 already exists.', times);
      expectComplete(await rehearseApp(held(2)));
      const forEver = await rehearseApp(held(999));
      expect(forEver.codes).toEqual(['AR-NAME-NOT-OURS']);
      expect(members(forEver)).toEqual([]);
    },
  },
  {
    situation: 'an account goes from CleanUp to Quarantine when it is added: the next deployment has it cleaned once more',
    where: 'aws-solutions/innovation-sandbox-on-aws#94',
    happens: async () => {
      const first = await rehearseSandbox({ world: { faults: [{ kind: 'cleaning-fails', account: 'pool-001', times: 3 }] } });
      expect(first.codes).toEqual(['AR-SANDBOX-CLEANING-FAILED']);
      const second = await rehearseSandbox({ state: first.state });
      expectComplete(second);
      expect(second.account('pool-001')).toMatchObject({ sandboxStatus: 'Available', accountId: first.account('pool-001').accountId });
      expect(eventsOf(second, 'pool-001')).not.toContain('registered');
    },
  },
  {
    situation: 'the first attempt failed before there was an account: deploying again is all, no state has to be deleted',
    where: 'idealo/terraform-provider-controltower#9',
    happens: async () => {
      const first = await rehearseApp({ rollback: false, ...fails({ reason: 'invalid-email' }) });
      expect(first.codes).toEqual(['AR-EMAIL-INVALID']);
      const second = await rehearseApp({ rollback: false, state: first.state });
      expect(second.report.stacks[0].status).toBe('UPDATE_COMPLETE');
      expect(members(second)).toHaveLength(1);
    },
  },
];

test.each(SITUATIONS)('$situation ($where)', async ({ happens }) => happens());
