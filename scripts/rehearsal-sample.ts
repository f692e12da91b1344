/** What docs/rehearsal.md shows of a rehearsal: the summary and the report of a real one. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { PoolAccount } from 'account-robot';
import { App, Stack } from 'aws-cdk-lib';
import { summary } from '../cli/summary';
import { styleOf } from '../cli/terminal';
import { readAssembly } from '../rehearsal/accounts/pool-assembly';
import { rehearse } from '../rehearsal/rehearse';
import type { Report } from '../rehearsal/report';
import { loadWorld } from '../rehearsal/world/load';

const SETTINGS = {
  holdingOrganizationalUnitId: 'ou-abcd-11112222',
  accountEmail: 'aws+{name}@example.com',
  ssoUser: { email: 'pool@example.com', firstName: 'Pool', lastName: 'Account' },
  concurrency: 3,
  sandbox: {
    namespace: 'myisb',
    region: 'us-west-2',
    access: {
      kind: 'machine-client',
      roleArn: 'arn:aws:iam::222222222222:role/isb-m2m/myisb/myisb-isb-m2m-admin-account-robot',
      externalId: '11111111-2222-3333-4444-555555555555',
    },
  },
};

/** Somebody's account has the address of the second one, and the factory is busy once. */
const WORLD = {
  organization: {
    managementAccountId: '111122223333',
    homeRegion: 'eu-west-1',
    organizationalUnits: [{ id: 'ou-abcd-11112222', name: 'Pool', registered: true }],
    accounts: [{ id: '222233334444', name: 'somebody', email: 'aws+pool-002@example.com' }],
  },
  faults: [{ kind: 'busy', account: 'pool-003', times: 1 }],
};

/** How long a rehearsal of four accounts takes on a machine that has nothing else to do; the only number that isn't the run's own. */
const WALL_SECONDS = 3.2;
/** Of long lists so many entries are shown. */
const SHOWN = 2;

/** The parts of the page, by the language of their blocks. */
export interface Sample {
  readonly text: string;
  readonly json: string;
}

/** Rehearses four accounts, of which one fails. */
export async function sample(): Promise<Sample> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sample-'));
  try {
    const app = new App({ outdir: path.join(folder, 'cdk.out'), context: { 'account-robot': SETTINGS } });
    const stack = new Stack(app, 'Pool', { env: { account: '111122223333', region: 'eu-west-1' } });
    for (const number of [1, 2, 3, 4]) {
      new PoolAccount(stack, `pool-00${number}`);
    }
    app.synth();
    const file = path.join(folder, 'world.yaml');
    fs.writeFileSync(file, JSON.stringify(WORLD));
    const assembly = readAssembly(path.join(folder, 'cdk.out'));
    const { report } = await rehearse({ assembly, world: loadWorld(file, assembly).world, seed: '1', rollback: false });
    const input = { report, wallSeconds: WALL_SECONDS, assumptions: [], rollback: false, parameters: [], command: 'deploy' as const, resumed: false, tailOf: () => undefined };
    const lines = summary(input, styleOf(false));
    return { text: `${lines.join('\n').trim()}\n`, json: `${JSON.stringify(shortened(report), null, 2)}\n` };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The page with this sample in place of its own. */
export function replaceSample(page: string, parts: Sample): string {
  return (['text', 'json'] as const).reduce((text, language) => {
    const block = new RegExp(`^\`\`\`${language}\\n[\\s\\S]*?^\`\`\`$`, 'm');
    if (!block.test(text)) {
      throw new Error(`docs/rehearsal.md has no block of '${language}', in which the sample stands; put one back`);
    }
    return text.replace(block, () => `\`\`\`${language}\n${parts[language]}\`\`\``);
  }, page);
}

function shortened(report: Report): Report {
  const some = (list: readonly string[]) => list.slice(0, SHOWN);
  const someCalls = (calls: Readonly<Record<string, number>>) => Object.fromEntries(Object.entries(calls).slice(0, SHOWN));
  return {
    ...report,
    accounts: report.accounts.slice(0, SHOWN).map(account => ({ ...account, steps: account.steps.slice(0, SHOWN) })),
    factory: { ...report.factory, slotsInUse: report.factory.slotsInUse.slice(0, SHOWN) },
    apiCalls: Object.fromEntries(Object.entries(report.apiCalls).map(([caller, calls]) => [caller, someCalls(calls)])),
    iam: { granted: some(report.iam.granted), used: some(report.iam.used), denied: some(report.iam.denied) },
  };
}
