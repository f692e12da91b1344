import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import type { Element } from './well-formed';
import { parse, within } from './well-formed';
import type { PageInput } from '../../../cli/page/page';
import { page } from '../../../cli/page/page';
import type { Report, ReportInput } from '../../../rehearsal/report';
import { buildReport } from '../../../rehearsal/report';
import { endInThePool, endOfRun } from '../../rehearsal/report-fixture';

const pageOf = (report: Report, more: Partial<PageInput> = {}) => page({ report, assumptions: ['The management account is 111122223333.'], command: 'deploy', ...more });
const read = (input: Partial<ReportInput> = {}, more: Partial<PageInput> = {}) => within(parse(pageOf(buildReport(endOfRun(input)), more)));
const named = (elements: readonly Element[], name: string) => elements.filter(element => element.name === name);
const rows = (elements: readonly Element[]) => named(elements, 'tr').filter(({ attributes }) => attributes.id !== undefined);
const one = (elements: readonly Element[], id: string) => elements.find(({ attributes }) => attributes.id === id)!;

/** As many accounts as a stack holds, each with the way of one that failed after trouble. */
function crowd(size: number, text = 'AWS Control Tower could not enroll the account.'): Report {
  const report = buildReport(endOfRun());
  const steps = (['gate', 'requested', 'busy', 'clearing', 'requested', 'creating', 'enrolling', 'failing', 'requested', 'made', 'entered', 'registered', 'cleaning', 'failed'] as const)
    .map((step, index) => ({ at: 100 + index * 60, step, says: step === 'failing' ? text : null }));
  const accounts = Array.from({ length: size }, (_, index) => ({
    ...report.accounts[1],
    name: `pool-${String(index + 1).padStart(3, '0')}`,
    steps: steps.map(step => ({ ...step, at: step.at + index * 300 })),
  }));
  return { ...report, accounts, virtualSeconds: 50_000 };
}

describe('the page', () => {
  const elements = read();
  const [html] = elements[0].children;

  test('begins with how it ended, and is called so', () => {
    expect(named(elements, 'h1').map(({ text }) => text)).toEqual(['✕The deployment fails: 1 of 4 accounts is AVAILABLE.']);
    expect(named(elements, 'title')[0].text).toBe('Rehearsal: The deployment fails: 1 of 4 accounts is AVAILABLE.');
    expect(html.attributes.lang).toBe('en');
  });

  test('has landmarks with names, and one heading for each part', () => {
    expect(['header', 'nav', 'main', 'footer'].map(name => named(elements, name).length)).toEqual([1, 1, 1, 1]);
    expect(named(elements, 'section').map(({ attributes }) => one(elements, attributes['aria-labelledby']).text)).toEqual(['Timeline', 'Failures', 'Slots', 'Assumed']);
    expect(named(elements, 'nav')[0].attributes['aria-label']).toBe('On this page');
  });

  test('has a line for each account, in a table, which opens with a key and is called what its bars show', () => {
    expect(rows(elements).map(row => [row.children[0].text, row.children[1].text, named(within(row), 'summary')[0].children[0].text])).toEqual([
      ['pool-001', '✓AVAILABLE', 'not its turn yet 0 to 0 min, waits for a slot 0 to 1 min, in the factory 1 to 25 min, Available from 25 min on'],
      ['pool-002', '✕FAILED', 'not its turn yet 0 to 1 min, waits for a slot 1 to 1 min, in the factory 1 to 5 min, trouble 5 to 5 min, given up from 5 min on'],
      ['pool-003', '…CREATING', 'not its turn yet 0 to 2 min, waits for a slot 2 to 2 min, in the factory 2 to 2 min, trouble 2 to 5 min, in the factory from 5 min on'],
      ['pool-004', '–WAITING', 'not its turn yet 0 to 3 min, waits for a slot from 3 min on'],
    ]);
    expect(rows(elements).map(row => row.children.map(({ name, attributes }) => [name, attributes.scope, attributes.role].join()))).toEqual(
      Array(4).fill(['th,row,rowheader', ...Array(4).fill('td,,cell')]));
    expect(named(elements, 'th').every(({ attributes }) => ['col', 'row', 'rowgroup'].includes(attributes.scope))).toBe(true);
  });

  test('tells each step in words, and AWS\'s where something went wrong', () => {
    expect(named(within(rows(elements)[1]), 'li').map(({ children }) => children.map(({ text }) => text).join(' '))).toEqual([
      '1 min waits for a free slot of the factory',
      '1 min requested',
      '5 min the attempt failed: EMAIL_ALREADY_EXISTS',
      '5 min FAILED',
      expect.stringMatching(/^ AR-EMAIL-IN-USE account 'pool-002': .* What to do$/),
      ' no account',
    ]);
  });

  test('has for each phase a sign other than its color', () => {
    const shapes = named(within(named(elements, 'ul')[0]), 'svg').map(svg => JSON.stringify(within(svg).filter(({ name }) => name === 'rect' || name === 'text')
      .map(({ name, attributes: { y, height, fill }, text }) => (name === 'rect' ? [y, height, fill] : text))));
    expect(shapes).toHaveLength(8);
    expect(new Set(shapes).size).toBe(8);
    expect(named(elements, 'svg').every(({ attributes }) => attributes['aria-hidden'] === 'true')).toBe(true);
  });

  test('tells each failure with its way out, and leads to it and back', () => {
    const failure = within(one(elements, 'failures'));
    expect(named(failure, 'h3')[0].text.trim()).toBe('AR-EMAIL-IN-USE');
    expect(named(failure, 'p').map(({ text }) => text)).toEqual([
      'Fix: take that account into the pool with existingAccountId: \'222233334444\', or choose another address.',
      'account \'pool-002\': the e-mail address ***@example.com already belongs to an AWS account (222233334444), and an address can be used once only.',
      'Account: No account was created.',
      'AWS says: EMAIL_ALREADY_EXISTS',
      'Deploying again is safe: yes',
    ]);
    const links = named(elements, 'a').map(({ attributes }) => attributes.href);
    expect(links).toEqual(expect.arrayContaining(['#a1', '#failures']));
    expect(links.filter(link => !link.startsWith('#') || one(elements, link.slice(1)) === undefined)).toEqual([]);
  });

  test('tells a reason that several accounts share once, and of each what is its own', () => {
    const groups = within(parse(pageOf(crowd(3))));
    const failure = within(one(groups, 'failures'));
    expect(named(failure, 'h3').map(({ text }) => text)).toEqual(['AR-EMAIL-IN-USE 3 times']);
    expect(named(failure, 'li').map(({ children }) => children[0].text)).toEqual(['pool-001', 'pool-002', 'pool-003']);
    expect(named(failure, 'p').filter(({ text }) => text.startsWith('Fix:'))).toHaveLength(1);
  });

  test('tells of the faults of the world whether and when they happened', () => {
    const faults = [
      { fault: { kind: 'busy', account: 'pool-003', message: 'busy', times: 2 }, times: 2, firstAt: 158, lastAt: 700 },
      { fault: { kind: 'account-suspended', account: 'pool-00*' }, times: 0, firstAt: null, lastAt: null },
    ] as const;
    const names = named(read({ faults }), 'summary').map(({ children }) => children[0].text);
    expect(names.slice(0, 2)).toEqual(['busy for pool-003: 2 to 11 min', 'account-suspended for pool-00*: never']);
  });

  test('tells the use of the slots in numbers as well', () => {
    expect(named(within(one(elements, 'slots')), 'tr').map(row => row.children.map(({ text }) => text))).toEqual([
      ['Slots in use', 'For'], ['0', '1 min'], ['1', '5 min'], ['2', '21 min'], ['3', '3 min'],
    ]);
  });

  test('says that a stack failed without a failed resource', () => {
    const [stack] = endOfRun().stacks;
    expect(one(read({ stacks: [{ ...stack, failures: [], reason: 'Template format error' }] }), 'failures').text).toContain('Stack PoolTemplate format error');
  });

  test('of a success has nothing of failures', () => {
    const [stack] = endOfRun().stacks;
    const success = read({ stacks: [{ ...stack, status: 'CREATE_COMPLETE', reason: undefined, failures: [] }], faults: [] });
    expect(one(success, 'failures')).toBeUndefined();
    expect(named(success, 'a').map(({ attributes }) => attributes.href)).toEqual(['#timeline', '#slots', '#assumed']);
  });

  test.each([['rollback', 'Rehearsal of a rollback'], ['destroy', 'Rehearsal of a deletion']] as const)('is of a %s, too', (command, kicker) => {
    expect(named(read({}, { command }), 'p')[0].text).toBe(kicker);
  });

  test('has nothing to show of a run without accounts, and says that', () => {
    const [stack] = endOfRun().stacks;
    const none = read({ stacks: [{ ...stack, status: 'CREATE_COMPLETE', reason: undefined, failures: [], accounts: [] }], virtualSeconds: 0, steps: {}, faults: [], factory: { peakOperations: 0, busyRejections: 0, utilisation: 0, slots: 5, slotsInUse: [] } });
    expect(named(none, 'h1')[0].text).toBe('✓Every stack is complete, and none declares an account.');
    expect(rows(none)).toEqual([]);
  });

  test('is the same for the same report', () => {
    expect(pageOf(buildReport(endInThePool()))).toBe(pageOf(buildReport(endInThePool())));
  });
});

describe('the page asks nobody for anything', () => {
  const elements = read(endInThePool());

  test('its policy forbids it, but for its own style and script', () => {
    const policy = named(elements, 'meta').find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')!.attributes.content;
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const [[style], [script]] = ['style', 'script'].map(name => named(elements, name));
    expect(policy).toBe(`default-src 'none'; style-src ${hash(style.text)}; script-src ${hash(script.text)}; base-uri 'none'; form-action 'none'`);
    expect(['style', 'script'].map(name => named(elements, name).length)).toEqual([1, 1]);
  });

  test('it refers to nothing but itself', () => {
    const attributes = elements.flatMap(element => Object.entries(element.attributes));
    expect(attributes.filter(([name]) => ['src', 'srcset', 'style', 'action', 'data', 'ping', 'formaction', 'poster'].includes(name) || /^on/.test(name))).toEqual([]);
    expect(attributes.filter(([name, value]) => /href$/.test(name) && !value.startsWith('#'))).toEqual([]);
    expect(attributes.filter(([, value]) => /url\((?!#)/.test(value))).toEqual([]);
    expect(named(elements, 'style')[0].text).not.toMatch(/url\(|@import/);
    expect(named(elements, 'script')[0].text).not.toMatch(/fetch|XMLHttp|import|innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function/);
    expect(elements.filter(({ name }) => ['link', 'base', 'iframe', 'object', 'embed', 'img', 'image', 'use', 'form', 'foreignObject'].includes(name))).toEqual([]);
  });
});

describe('what comes from outside', () => {
  /** Everything that a report has from elsewhere. */
  function said(text: string): Report {
    const report = buildReport(endInThePool());
    const error = { code: text, what: text, fix: text, where: text, safeToDeployAgain: null, awsSays: text };
    return {
      ...report,
      seed: text,
      stacks: [{ ...report.stacks[0], name: text, status: text, reason: text, failures: [{ logicalId: text, type: text, error }] }],
      accounts: report.accounts.map(account => ({
        ...account,
        name: text,
        email: text,
        stack: text,
        logicalId: text,
        accountId: text,
        organizationalUnit: text,
        sandboxStatus: text,
        error,
        steps: account.steps.map(step => ({ ...step, says: text })),
      })),
      faults: [{ fault: { kind: 'busy', account: text, message: text }, times: 1, firstAt: 1, lastAt: 1 }],
      iam: { granted: [text], used: [text], denied: [text] },
      assumed: [text],
    };
  }
  const shape = (element: Element): string => `${element.name}${Object.keys(element.attributes).join()}(${element.children.map(shape).join()})`;
  const plain = shape(parse(pageOf(said('x'), { assumptions: ['x'] })));

  test.each([
    '</title><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '\' onfocus=\'alert(1)', '</script></style><svg onload=alert(1)>', '<!--', ']]>', '&lt;b&gt; &amp;amp;',
    '${alert(1)}', 'javascript:alert(1)', '\u202egnp.exe', 'a\u0000b\u001b[31mc', '\ud800', '__proto__', 'constructor', 'x'.repeat(5000), 'ä 漢 🌍', ' ',
  ])('is text and nothing else: %j', text => {
    const html = pageOf(said(text), { assumptions: [text] });
    const elements = within(parse(html));
    expect(shape(elements[0])).toBe(plain);
    expect(html).not.toMatch(/[\u0000-\u0008\u001b\u202e]|[\ud800-\udbff](?![\udc00-\udfff])/);
    const shown = text.replace(/[\u202e\u0000\u001b\ud800](?![\udc00-\udfff])/g, '\ufffd');
    expect(rows(elements).map(row => row.children[0].text)).toEqual(Array(4).fill(shown));
  });

  test('changes no tag, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => shape(parse(pageOf(said(text), { assumptions: [text] }))) === plain), { numRuns: 60 });
  });

  test('loses its e-mail addresses but for their domains', () => {
    expect(pageOf(said('write to someone+x@example.com'))).not.toContain('someone');
    expect(pageOf(said('write to someone+x@example.com'))).toContain('***@example.com');
  });
});

test('the page of 150 accounts that all failed after trouble is smaller than a megabyte', () => {
  const html = pageOf(crowd(150, 'AWS Control Tower could not enroll the account, because of a reason that takes a sentence of this length to tell.'));
  expect(rows(within(parse(html)))).toHaveLength(150);
  expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
});
