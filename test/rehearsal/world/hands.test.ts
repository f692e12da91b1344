import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { appOf } from './app';
import { loadWorld } from '../../../rehearsal/world/load';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hands-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function load(text: string) {
  const file = path.join(folder, 'world.yaml');
  fs.writeFileSync(file, text);
  return loadWorld(file, appOf()).world;
}

function refusal(text: string): string {
  try {
    load(text);
  } catch (error) {
    return (error as Error).message.replace(`${folder}${path.sep}`, '');
  }
  throw new Error('the world was taken');
}

const [{ name: STACK }] = appOf().stacks;
const ACCOUNT = 'organization:\n  accounts: [{ name: a, email: a@example.com }]\n';
const product = (keys: string, history: string) => `organization:\n  products:\n    - name: a\n      ${keys}\n      history: ${history}\n`;

test.each<[string, string, string | RegExp]>([
  ['a lag that is text', 'lag: { tags: slow }\n', 'world.yaml:1: lag.tags is "slow", but must be a number, 0 or more and 86400 at most'],
  ['a stack that is late in words', 'lag: { stacks: late }\n', 'world.yaml:1: lag.stacks is "late", but must be a number, 0 or more and 86400 at most'],
  ['a record that is late in words', 'lag: { sandboxRecords: late }\n', 'world.yaml:1: lag.sandboxRecords is "late", but must be a number, 0 or more and 86400 at most'],
  ['a read that nobody knows', 'lag: { tag: 5 }\n', 'world.yaml:1: lag.tag isn\'t a key of a world file; did you mean \'tags\'?'],
  ['access by nobody', 'organization: { accessManagement: nobody }\n', /^world.yaml:1: organization.accessManagement is "nobody", which isn't among the values it can have; it can be control-tower, self-managed$/],
  ['a clock in words', 'deployment: { functionClockSeconds: late }\n', 'world.yaml:1: deployment.functionClockSeconds is "late", but must be a number, -86400 or more and 86400 at most'],
  ['a clock of another day', 'deployment:\n  functionClockSeconds: 90000\n', 'world.yaml:2: deployment.functionClockSeconds is 90000, but must be a number, -86400 or more and 86400 at most'],
  ['record tags of its own kind', 'factory: { recordTags: some }\n', /^world.yaml:1: factory.recordTags is "some", which isn't among the values it can have/],
  ['an account that appears in no unit', 'faults:\n  - { kind: account-appears, name: a, email: a@example.com, parentId: ou-abcd-99999999 }\n', /^world.yaml:2: faults\[0\].parentId is "ou-abcd-99999999", which is neither the root \(r-abcd\) nor a unit of this world/],
  ['an account that appears with a taken address', `${ACCOUNT}faults:\n  - { kind: account-appears, name: b, email: A@example.com }\n`, 'world.yaml:4: faults[0].email is the e-mail address of organization.accounts[0] too; AWS allows an address once'],
  ['two that appear with one address', 'faults:\n  - { kind: account-appears, name: a, email: a@example.com }\n  - { kind: account-appears, name: b, email: a@example.com }\n', 'world.yaml:3: faults[1].email is the e-mail address of faults[0] too; AWS allows an address once'],
  ['a product to wait for, and nothing that happens to it', 'faults:\n  - { kind: product-removed, account: a, of: a }\n', /^world.yaml:2: faults\[0\].of is "a", but nothing says what has to happen to that product first; add 'after'/],
  ['a minute after the stacks are gone', 'deployment: { deleteAfterMinutes: 30 }\nfaults:\n  - { kind: product-removed, account: a, minute: 31 }\n', /^world.yaml:3: faults\[0\].minute is 31, but the stacks are deleted after 30 minutes/],
  ['a minute after the end', 'deployment: { cancelAfterMinutes: 30 }\nfaults:\n  - { kind: product-removed, account: a, minute: 31 }\n', /^world.yaml:3: faults\[0\].minute is 31, but the deployment is cancelled after 30 minutes/],
  ['a way back before the removal', 'faults:\n  - { kind: association-removed, backAfterMinutes: 0 }\n', /^world.yaml:2: faults\[0\].backAfterMinutes is 0, but must be a number, more than 0/],
  ['an account whose association is removed', 'faults:\n  - { kind: association-removed, account: a }\n', /^world.yaml:2: faults\[0\].account/],
  ['a stack that the app doesn\'t have', 'faults:\n  - { kind: stack-updated, stack: Other }\n', /^world.yaml:2: faults\[0\].stack names the stack 'Other', which the app doesn't have; there is [\w, ]+$/],
  ['a parameter that its stack doesn\'t have', `faults:\n  - { kind: stack-updated, stack: ${STACK}, parameters: { Size: '3' } }\n`, /^world.yaml:2: faults\[0\].parameters names the parameter 'Size', which the stack '\w+' doesn't have/],
  ['a parameter that is a number', `faults:\n  - { kind: stack-updated, stack: ${STACK}, parameters: { Size: 3 } }\n`, /^world.yaml:2: faults\[0\].parameters.Size is the number 3, but must be text/],
  ['an update of no stack', 'faults:\n  - { kind: stack-updated }\n', /^world.yaml:2: faults\[0\]/],
  ['an update that is cancelled before it begins', `faults:\n  - { kind: stack-updated, stack: ${STACK}, cancelAfterMinutes: 0 }\n`, /^world.yaml:2: faults\[0\].cancelAfterMinutes is 0, but must be a number, more than 0/],
  ['a button that the app doesn\'t have', 'buttons:\n  - { press: Approve }\n', 'world.yaml:2: buttons[0].press is "Approve", and the app has no button (AWS::Chatbot::CustomAction); leave it out'],
  ['a button that nobody names', 'buttons:\n  - { afterMinutes: 3 }\n', /^world.yaml:2: buttons\[0\]/],
  ['a button before its notification', 'buttons:\n  - { press: Approve, afterMinutes: -1 }\n', /^world.yaml:2: buttons\[0\].afterMinutes is -1, but must be a number, 0 or more/],
  ['a notification that is none', 'buttons:\n  - { press: Approve, notification: 0 }\n', /^world.yaml:2: buttons\[0\].notification is 0, but must be a whole number, 1 or more/],
  ['a minute before the beginning', 'faults:\n  - { kind: product-removed, account: a, minute: -1 }\n', /^world.yaml:2: faults\[0\].minute is -1, but must be a number, 0 or more/],
  ['a move to nowhere', 'faults:\n  - { kind: account-changes, account: a, change: moved }\n', 'world.yaml:2: faults[0].change is moved, but nothing says where to; add \'to\''],
  ['a move to no unit', 'faults:\n  - { kind: account-changes, account: a, change: moved, to: Pool }\n', /^world.yaml:2: faults\[0\].to is "Pool", which is neither the root nor a unit of this world; it can be r-abcd, ou-abcd-11112222$/],
  ['a closing to somewhere', 'faults:\n  - { kind: account-changes, account: a, change: closed, to: Pool }\n', /^world.yaml:2: faults\[0\].to is "Pool", but an account that is closed needs none/],
  ['tags that are none', 'faults:\n  - { kind: account-changes, account: a, change: tagged }\n', 'world.yaml:2: faults[0].change is tagged, but no tags are given; add \'tags\''],
  ['tags for nothing', 'faults:\n  - { kind: account-changes, account: a, change: closed, tags: { a: b } }\n', /^world.yaml:2: faults\[0\].tags is {"a":"b"}, but an account that is closed needs none/],
  ['a history without beginning', product('status: ERROR', '[{ operation: update }]'), /^world.yaml:5: organization.products\[0\].history must begin with operation provision/],
  ['a history without order', product('status: ERROR', '[{ operation: provision, hoursAgo: 1 }, { operation: update, hoursAgo: 2 }]'), /^world.yaml:5: organization.products\[0\].history has an operation of 2 hours ago after one of 1; the oldest comes first$/],
  ['a history that says something else of its success', product('{ status: ERROR, succeededOnce: true }'.slice(2, -2).replace(', ', '\n      '), '[{ operation: provision }]'), /^world.yaml:5: organization.products\[0\].succeededOnce is true, but no operation of its history succeeded/],
  ['a history that ends in a removal', product('status: ERROR', '[{ operation: provision }, { operation: terminate, outcome: succeeded }]'), /history has a removal that succeeded, but then there is no such product/],
  ['a history that ends otherwise than its status', product('status: AVAILABLE', '[{ operation: provision }]'), /^world.yaml:4: organization.products\[0\].status is AVAILABLE, but its last operation failed; change one of the two$/],
  ['a history that has ended of a product under change', product('status: UNDER_CHANGE', '[{ operation: provision }]'), /^world.yaml:4: organization.products\[0\].status is UNDER_CHANGE, but its last operation failed; change one of the two$/],
  ['a history whose operation is running of a product at rest', product('status: ERROR', '[{ operation: provision, outcome: running }]'), /^world.yaml:4: organization.products\[0\].status is ERROR, but its last operation is running; change one of the two$/],
  ['two operations at once', product('status: UNDER_CHANGE', '[{ operation: provision, outcome: running }, { operation: update, outcome: running }]'), /^world.yaml:5: organization.products\[0\].history has an operation that is running before the last one/],
  ['an operation that took less than nothing', product('status: ERROR', '[{ operation: provision, minutes: -1 }]'), /^world.yaml:5: organization.products\[0\].history\[0\].minutes is -1, but must be a number, 0 or more/],
])('%s is refused in one sentence', (_, text, message) => {
  expect(refusal(text)).toMatch(message instanceof RegExp ? message : new RegExp(`^${message.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')}$`));
});

test('a history says whether the product ever succeeded', () => {
  const { organization: { products } } = load(product('status: TAINTED', '[{ operation: provision }, { operation: terminate }]'));
  expect(products).toMatchObject([{ succeededOnce: false, history: [{ outcome: 'failed', hoursAgo: 24, tagged: true, purged: false }, {}] }]);
});

test('what people do is done to anybody\'s accounts, without a word about the app', () => {
  const file = path.join(folder, 'world.yaml');
  fs.writeFileSync(file, `${ACCOUNT}faults:\n  - { kind: account-changes, account: a, change: closed }\n`);
  expect(loadWorld(file, appOf()).notices).toEqual([]);
});
