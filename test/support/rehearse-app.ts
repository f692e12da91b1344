/** Synthesizes an app and rehearses it: the real constructs, the real bundles, the real Provider framework. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { PoolAccountProps } from 'account-robot';
import { PoolAccount } from 'account-robot';
import type { IReusableStackSynthesizer } from 'aws-cdk-lib';
import { App, Stack } from 'aws-cdk-lib';
import { indiscretions } from '../../chaos/canary';
import { readAssembly } from '../../rehearsal/accounts/pool-assembly';
import type { Progress, RehearsalResult } from '../../rehearsal/rehearse';
import { rehearse } from '../../rehearsal/rehearse';
import type { ReportAccount } from '../../rehearsal/report';
import type { RehearsalState } from '../../rehearsal/state-file';
import { deriveWorld, loadWorld } from '../../rehearsal/world/load';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const HOLDING = 'ou-abcd-11112222';

/** What stands in cdk.json. */
export const SETTINGS = {
  holdingOrganizationalUnitId: HOLDING,
  accountEmail: 'aws+{name}@example.com',
  ssoUser: { email: 'pool@example.com', firstName: 'Pool', lastName: 'Account' },
  concurrency: 5,
};

/** The organization of the tests, in the form of a world file. */
export const WORLD = {
  organization: {
    managementAccountId: ACCOUNT,
    homeRegion: REGION,
    organizationalUnits: [{ id: HOLDING, name: 'Pool', registered: true }],
  },
};

export interface Scenario {
  /** Names of accounts in one stack 'Pool'; or an app of the test's own. */
  readonly app?: readonly string[] | ((app: App) => void);
  readonly settings?: Record<string, unknown>;
  /** What else stands in the context of cdk.json. */
  readonly context?: Record<string, unknown>;
  readonly props?: PoolAccountProps;
  /** What the stacks are synthesized by. @default - the CDK's own */
  readonly synthesizer?: () => IReusableStackSynthesizer;
  /** Merged over {@link WORLD}, section by section. */
  readonly world?: Record<string, any>;
  /** The organization is what the app tells of it, and there is no world file. */
  readonly worldOfApp?: boolean;
  /** Changes the template before it is deployed. */
  readonly template?: (template: any) => void;
  /** Changes the folder that was synthesized. */
  readonly assembly?: (folder: string) => void;
  readonly state?: RehearsalState;
  /** What happens between the run that left {@link state} and this one. */
  readonly meanwhile?: (state: RehearsalState) => void;
  readonly seed?: string;
  readonly rollback?: boolean;
}

export interface Rehearsed extends RehearsalResult {
  readonly progress: readonly Progress[];
  /** The account of that name in the report. */
  readonly account: (name: string) => ReportAccount;
  /** The failure codes in the report, without repetition. */
  readonly codes: readonly string[];
}

export const names = (count: number, first = 1) => Array.from({ length: count }, (_, index) => `pool-${String(first + index).padStart(3, '0')}`);

/** The stack of the scenarios: one pool account per name. */
export function poolStack(app: App, accounts: readonly string[], props: PoolAccountProps = {}, id = 'Pool'): Stack {
  const stack = new Stack(app, id, { env: { account: ACCOUNT, region: REGION } });
  for (const name of accounts) {
    new PoolAccount(stack, name, props);
  }
  return stack;
}

export async function rehearseApp(scenario: Scenario): Promise<Rehearsed> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rehearsal-'));
  try {
    const build = scenario.app ?? names(1);
    const outdir = path.join(folder, 'cdk.out');
    const app = new App({ outdir, defaultStackSynthesizer: scenario.synthesizer?.(), context: { ...scenario.context, 'account-robot': { ...SETTINGS, ...scenario.settings } } });
    if (typeof build === 'function') {
      build(app);
    } else {
      poolStack(app, build, scenario.props);
    }
    app.synth();
    if (scenario.template) {
      changeTemplates(outdir, scenario.template);
    }

    scenario.assembly?.(outdir);
    const assembly = readAssembly(outdir);
    const state = scenario.state && structuredClone(scenario.state);
    if (state) {
      scenario.meanwhile?.(state);
    }
    const progress: Progress[] = [];
    const result = await rehearse({
      assembly,
      world: scenario.worldOfApp ? deriveWorld(assembly).world : loadWorld(writtenWorld(folder, scenario.world), assembly).world,
      state,
      seed: scenario.seed ?? '1',
      rollback: scenario.rollback ?? true,
      onProgress: event => {
        if (event.kind !== 'clock') {
          progress.push(event);
        }
      },
    });
    const told = indiscretions(result);
    if (told.length > 0) {
      throw new Error(`${told.length} lines of the log hold a token, a secret, an answer address or an e-mail address, the first one: ${told[0]}`);
    }
    return {
      ...result,
      progress,
      account: name => {
        const found = result.report.accounts.find(account => account.name === name);
        if (!found) {
          throw new Error(`the report has no account '${name}'`);
        }
        return found;
      },
      codes: codesOf(result),
    };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function writtenWorld(folder: string, changes: Record<string, any> = {}): string {
  const file = path.join(folder, 'world.yaml');
  fs.writeFileSync(file, JSON.stringify({ ...changes, organization: { ...WORLD.organization, ...changes.organization } }));
  return file;
}

function changeTemplates(outdir: string, change: (template: any) => void): void {
  for (const file of fs.readdirSync(outdir).filter(name => name.endsWith('.template.json'))) {
    const template = JSON.parse(fs.readFileSync(path.join(outdir, file), 'utf8'));
    change(template);
    fs.writeFileSync(path.join(outdir, file), JSON.stringify(template));
  }
}

function codesOf({ report }: RehearsalResult): string[] {
  const errors = [...report.accounts.map(account => account.error), ...report.stacks.flatMap(stack => stack.failures.map(failure => failure.error))];
  return [...new Set(errors.flatMap(error => error?.code ?? []))];
}
