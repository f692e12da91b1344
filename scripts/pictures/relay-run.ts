/** A run that shows the relay: three accounts at two slots, of which the second takes so long that a leg hands over. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { AccountPool, InnovationSandbox, SandboxAccess } from 'account-robot';
import { App, Stack } from 'aws-cdk-lib';
import { readAssembly } from '../../rehearsal/accounts/pool-assembly';
import { rehearse } from '../../rehearsal/rehearse';
import type { Report } from '../../rehearsal/report';
import { loadWorld } from '../../rehearsal/world/load';
import { POOL_ACCOUNT_TYPE, PoolAccountProperty } from '../../src/contract';

/** A leg, in seconds since the run began. */
export interface Leg {
  readonly account: string;
  readonly leg: string;
  readonly from: number;
  readonly to: number;
}

/** What the picture is drawn from. */
export interface RelayRun {
  readonly legs: readonly Leg[];
  readonly report: Report;
}

const SETTINGS = {
  holdingOrganizationalUnitId: 'ou-abcd-11112222',
  accountEmail: 'aws+{name}@example.com',
  ssoUser: { email: 'pool@example.com', firstName: 'Pool', lastName: 'Account' },
  concurrency: 2,
};
const WORLD = {
  factory: { concurrency: 2 },
  faults: [{ kind: 'creation-takes', account: 'pool-002', minutes: 70 }],
};

/** Synthesizes and rehearses it. */
export async function relayRun(): Promise<RelayRun> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'relay-'));
  try {
    const outdir = path.join(folder, 'cdk.out');
    const app = new App({ outdir, autoSynth: false, context: { 'account-robot': SETTINGS } });
    const sandbox = InnovationSandbox.fromNamespace('myisb', {
      access: SandboxAccess.machineClient({
        roleArn: 'arn:aws:iam::222222222222:role/isb-m2m/myisb/myisb-isb-m2m-admin-account-robot',
        externalId: '11111111-2222-3333-4444-555555555555',
      }),
    });
    new AccountPool(new Stack(app, 'Pool', { env: { account: '111122223333', region: 'eu-west-1' } }), 'Pool', { size: 3, sandbox });
    app.synth();
    const world = path.join(folder, 'world.yaml');
    fs.writeFileSync(world, JSON.stringify(WORLD));
    const assembly = readAssembly(outdir);
    const begun = new Map<string, number>();
    const legs: Leg[] = [];
    const { report } = await rehearse({
      assembly,
      world: loadWorld(world, assembly).world,
      seed: '1',
      rollback: false,
      onProgress: progress => {
        if (progress.kind !== 'stack' || progress.event.type !== POOL_ACCOUNT_TYPE) {
          return;
        }
        const { at, logicalId, properties = {}, status } = progress.event;
        if (status === 'CREATE_IN_PROGRESS') {
          begun.set(logicalId, at);
        } else if (status === 'CREATE_COMPLETE') {
          const { [PoolAccountProperty.ACCOUNT_NAME]: account, [PoolAccountProperty.LEG]: leg } = properties;
          legs.push({ account, leg, from: begun.get(logicalId)!, to: at });
        }
      },
    });
    return { legs, report };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
