/**
 * Looks at the pages of `rehearse --html` and `status --html` in a real browser, with 10 accounts and with 150, light and dark, wide and narrow:
 *
 *     tsx --tsconfig tsconfig.dev.json scripts/pages/main.ts [FOLDER]        pictures go to the folder, if one is named; needs the bundles: npx projen bundle
 *
 * Nothing may be wider than the window, hard to read, or lie on something else; the page asks nobody for anything; keys lead from line to line; and a screen
 * reader finds a table with a head, and a row for each account. Where no Chromium is, it says so and asks for nothing: CHROMIUM names one.
 */

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import type { Look } from './browser';
import { Browser, findBrowser, versionOf } from './browser';
import { FOCUSED, QUESTIONS } from './questions';
import { context } from '../../examples/pool/cdk.json';
import { AccountPool } from '../../src';
import { BIN, ENV, serving } from '../serving';

const LOOKS: readonly Look[] = [1400, 700, 360].flatMap(width => [false, true].map(dark => ({ width, dark })));
/** Accounts of a pool, and the minute in which its status is taken. */
const POOLS = [{ size: 10, minute: 42 }, { size: 150, minute: 150 }];

const world = (size: number) => `
organization: { managementAccountId: '111122223333', homeRegion: eu-west-1, organizationalUnits: [{ id: ou-abcd-11112222, name: Pool }], accountQuota: 500 }
sandbox: { namespace: myisb, region: us-west-2 }
operations: [{ startMinute: 10, minutes: 25, count: 2 }]
faults:
  - { kind: creation-fails, account: pool-00${size > 10 ? '4' : '2'}, reason: internal-failure }
  - { kind: creation-fails, account: pool-006, reason: role-exists }
  - { kind: cleaning-fails, account: pool-003 }
`;

/** Writes the two pages of a pool. */
async function write(folder: string, { size, minute }: typeof POOLS[number]): Promise<string[]> {
  const [assembly, worldFile, rehearsal, status] = ['cdk.out', 'world.yaml', 'rehearse.html', 'status.html'].map(name => path.join(folder, `${size}-${name}`));
  const app = new App({ outdir: assembly, context });
  new AccountPool(new Stack(app, 'Pool'), 'Pool', { size, maxSize: size });
  app.synth();
  fs.writeFileSync(worldFile, world(size));
  const args = [assembly, '--world', worldFile, '--no-rollback'];
  await ended(spawn(process.execPath, [BIN, 'rehearse', ...args, '--html', rehearsal], { cwd: folder, env: ENV, stdio: 'ignore' }));
  const { env, stop } = await serving([...args, '--serve', '--until', String(minute)], folder);
  await ended(spawn(process.execPath, [BIN, 'status', 'Pool', '--sandbox-region', 'us-west-2', '--html', status], { cwd: folder, env, stdio: 'ignore' }));
  await stop();
  return [rehearsal, status];
}

async function ended(child: ReturnType<typeof spawn>): Promise<void> {
  if (child.exitCode === null) {
    await new Promise(resolve => { child.on('close', resolve); });
  }
}

/** What is wrong with a page in one look. */
async function seen(browser: Browser, file: string, look: Look): Promise<string[]> {
  await browser.open(file, look);
  const complaints: string[] = [];
  for (const [question, expression] of Object.entries(QUESTIONS)) {
    complaints.push(...(await browser.evaluate<string[]>(expression)).map(text => `${question}: ${text}`));
  }
  return [...complaints, ...browser.complaints];
}

/** What is wrong for somebody who has no pointer, or no screen. */
async function heard(browser: Browser, file: string, size: number): Promise<string[]> {
  await browser.open(file, LOOKS[0]);
  const complaints: string[] = [];
  const expectAt = async (key: string, wanted: { readonly line: number; readonly open: boolean }) => {
    await browser.press(key);
    const found = await browser.evaluate<typeof wanted>(FOCUSED);
    if (found.line !== wanted.line || found.open !== wanted.open) {
      complaints.push(`${key} leads to line ${found.line}${found.open ? ', open' : ''}, and ${wanted.line}${wanted.open ? ', open,' : ''} was expected`);
    }
  };
  await browser.evaluate('document.querySelector("tr[id] summary").focus()');
  await expectAt('ArrowDown', { line: 1, open: false });
  await expectAt('Enter', { line: 1, open: true });
  await expectAt('End', { line: size - 1, open: false });
  await expectAt('ArrowDown', { line: size - 1, open: false });
  await expectAt('Home', { line: 0, open: false });

  const { nodes } = await browser.send('Accessibility.getFullAXTree') as { readonly nodes: readonly { readonly ignored: boolean; readonly role?: { readonly value: string }; readonly name?: { readonly value: string } }[] };
  const named = (role: string) => nodes.filter(node => !node.ignored && node.role?.value === role).map(({ name }) => name?.value ?? '');
  const wanted: readonly (readonly [string, boolean])[] = [
    ['a table with a caption', named('table').some(name => name.startsWith('What each account was at'))],
    ['heads of its columns', ['Account', 'State', 'Attempts'].every(name => named('columnheader').includes(name))],
    ['a head for each account\'s row', named('rowheader').filter(name => /^pool-\d{3}$/.test(name)).length === size],
    ['one headline', nodes.filter(({ ignored, role }) => !ignored && role?.value === 'heading').length > 1],
    ['landmarks', ['banner', 'main', 'navigation', 'contentinfo'].every(role => named(role).length === 1)],
    ['a name for whatever is filled in', [...named('searchbox'), ...named('checkbox')].every(name => name.trim() !== '') && named('searchbox').length === 1],
  ];
  return [...complaints, ...wanted.filter(([, is]) => !is).map(([what]) => `a screen reader finds no ${what}`)];
}

async function main(pictures: string | undefined): Promise<void> {
  const file = findBrowser();
  if (file === undefined) {
    process.stdout.write('pages: skipped, as there is no Chromium on this machine; CHROMIUM=FILE names one\n');
    return;
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pages-'));
  const browser = await Browser.start(file);
  let failed = 0;
  try {
    for (const pool of POOLS) {
      for (const written of await write(folder, pool)) {
        const name = path.basename(written, '.html');
        const complaints: string[] = [];
        for (const look of LOOKS) {
          complaints.push(...(await seen(browser, written, look)).map(text => `${look.width} px, ${look.dark ? 'dark' : 'light'}: ${text}`));
          if (pictures !== undefined) {
            fs.mkdirSync(pictures, { recursive: true });
            await browser.picture(path.join(pictures, `${name}-${look.width}-${look.dark ? 'dark' : 'light'}.png`));
          }
        }
        complaints.push(...await heard(browser, written, pool.size));
        failed += complaints.length;
        process.stdout.write(`${name}: ${complaints.length === 0 ? `in order in ${LOOKS.length} looks` : complaints.join('\n  ')}\n`);
      }
    }
  } finally {
    await browser.close();
    fs.rmSync(folder, { recursive: true });
  }
  process.stdout.write(`${versionOf(file)}: ${failed === 0 ? 'nothing to complain of' : `${failed} complaints`}\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

void main(process.argv[2]);
