/** The scenarios for a live landing zone: each is synthesized here, and rehearsed to the end that its header tells. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { readAssembly } from '../../rehearsal/accounts/pool-assembly';
import { rehearse } from '../../rehearsal/rehearse';
import { deriveWorld, loadWorld } from '../../rehearsal/world/load';
import { given } from '../support/integ-app';

const FOLDER = path.join(__dirname, '..');
const SCENARIOS = fs.readdirSync(FOLDER).filter(name => /^integ\..*\.ts$/.test(name)).sort();

/** What the organization has that a scenario needs, where the app doesn't tell. */
const ACCOUNTS: Readonly<Record<string, object>> = {
  'integ.existing-account.ts': { id: given('INTEG_EXISTING'), name: 'existing', email: 'aws+existing@example.com', parentId: given('INTEG_UNIT') },
  'integ.taken-address.ts': { id: '777788889999', name: 'taken', email: given('INTEG_TAKEN'), parentId: given('INTEG_UNIT') },
};

/** 'Needs', 'Costs' ... with what stands behind. */
function headerOf(file: string): Record<string, string> {
  const [, header] = /\/\*\*\n([\s\S]*?)\n \*\//.exec(fs.readFileSync(path.join(FOLDER, file), 'utf8'))!;
  const joined = header.replace(/^ \* ?/gm, '').replace(/\n(?![A-Z][a-z]+: )/g, ' ');
  return Object.fromEntries([...joined.matchAll(/^([A-Z][a-z]+): (.*)$/gm)].map(([, name, text]) => [name, text]));
}

test('there are some', () => {
  expect(SCENARIOS.length).toBeGreaterThanOrEqual(5);
});

test.each(SCENARIOS)('%s says what it shows, needs, costs and leaves', file => {
  expect(Object.keys(headerOf(file))).toEqual(expect.arrayContaining(['Shows', 'Needs', 'Costs', 'Ends', 'Afterwards']));
});

test.each(SCENARIOS)('%s ends in a rehearsal as it says', async file => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'integ-'));
  const outdir = path.join(folder, 'cdk.out');
  try {
    process.env.CDK_OUTDIR = outdir;
    jest.isolateModules(() => jest.requireActual(path.join(FOLDER, file)));
    const [, stack] = /^\/\/\/ !cdk-integ (\w+)$/m.exec(fs.readFileSync(path.join(FOLDER, file), 'utf8'))!;
    const assembly = readAssembly(outdir);
    expect(assembly.stacks.map(({ name }) => name)).toEqual([stack]);

    let { world } = deriveWorld(assembly);
    if (ACCOUNTS[file]) {
      fs.writeFileSync(path.join(folder, 'world.json'), JSON.stringify({ organization: { accounts: [ACCOUNTS[file]] } }));
      ({ world } = loadWorld(path.join(folder, 'world.json'), assembly));
    }
    const { report } = await rehearse({ assembly, world, seed: '1', rollback: true });
    const ends = report.accounts.map(({ error, state }) => error?.code ?? state);
    expect([...new Set(ends)]).toEqual([/^[A-Z-]+/.exec(headerOf(file).Ends)![0]]);
  } finally {
    delete process.env.CDK_OUTDIR;
    fs.rmSync(folder, { recursive: true });
  }
});
