/** The apps that are deployed again and again: a few shapes of one or two pools, synthesized by the real constructs. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { AccountFactory, AccountPool, InnovationSandbox, PoolAccount, SandboxAccess } from 'account-robot';
import type { PoolAccountProps } from 'account-robot';
import { App, NestedStack, Stack, Tags } from 'aws-cdk-lib';
import { standBeside } from './growing/beside';
import type { GrowthRules } from './growing/rules';
import { GROWN, GROWTH_STACK, POOL, SIZE_PARAMETER } from './growing/rules';
import { asOfVersion } from './library-version';
import { readAssembly } from '../rehearsal/accounts/pool-assembly';
import type { Assembly } from '../rehearsal/cloudformation/assembly';

export const MANAGEMENT_ACCOUNT = '111122223333';
export const HOME_REGION = 'eu-west-1';
export const ROOT = 'r-abcd';
export const HOLDING_UNIT = 'ou-abcd-11112222';
export const OTHER_UNIT = 'ou-abcd-33334444';

/** Where the factory stands. */
export type Placement = 'one stack' | 'two factories' | 'factory apart';
/** How the accounts of the first stack are declared: one by one, in a stack nested in it, as a pool whose size is a parameter, or as one that sets it itself. */
export type Grouping = 'one by one' | 'nested' | 'elastic' | 'growing';
/** Whether accounts are registered, and by which generation of Innovation Sandbox. */
export type Registration = 'none' | '1.2' | '1.3';

/** What stays the same through all deployments of an app. */
export interface Shape {
  readonly placement: Placement;
  /** One by one, unless said. */
  readonly grouping?: Exclude<Grouping, 'one by one'>;
  /** What a person allows a pool that grows. */
  readonly growth?: GrowthRules;
  readonly registration: Registration;
  readonly concurrency: number;
  /** An account that is there before, in the first stack: named by its id, or to be taken over. */
  readonly existing?: 'named' | 'adopted';
  /** Whether the second stack's accounts go into a pool of another Innovation Sandbox. */
  readonly apart?: boolean;
}

/** What a deployment declares. */
export interface Declared {
  /** Accounts of the first stack and of the second one, where there is one. */
  readonly sizes: readonly [number, number];
  /** A tag of all accounts, which may change from one deployment to the next. */
  readonly costCentre: string;
  readonly verify: string;
  /** A size that is deployed by hand, into a pool that grows by itself. */
  readonly resized?: number;
  /** Names of accounts that are there, and that the app takes over. */
  readonly takenOver?: readonly string[];
  /** Whether it is deployed with the next version of the library. */
  readonly upgraded?: boolean;
}

/** The second stack's accounts begin here. */
const SECOND_FIRST = 51;

/** The most accounts that a deployment declares in a stack: the bound of an elastic pool. */
export const MOST_ACCOUNTS = 3;

/** The account that is there before, by how the app names it. */
export const EXISTING = {
  named: { name: 'old-hand', id: '900000000003', email: 'old-hand@example.com' },
  adopted: { name: 'pool-090', id: '900000000004', email: 'aws+pool-090@example.com' },
} as const;

export const HUB = '222222222222';
export const SANDBOX = { namespace: 'myisb', region: 'us-west-2' };
/** The other one, of the second stack. */
export const LABS_HUB = '333333333333';
export const LABS = { namespace: 'labs', region: 'eu-west-1' };
export const LABS_ACCESS = {
  kind: 'machine-client',
  roleArn: `arn:aws:iam::${LABS_HUB}:role/isb-m2m/labs/labs-isb-m2m-admin-robot`,
  externalId: '22222222-3333-4444-5555-666666666666',
};
/** How each generation is reached. */
export const ACCESS = {
  1.3: { kind: 'machine-client', roleArn: `arn:aws:iam::${HUB}:role/isb-m2m/myisb/myisb-isb-m2m-admin-robot`, externalId: '11111111-2222-3333-4444-555555555555' },
  1.2: { kind: 'signed-invoke', hubRoleArn: `arn:aws:iam::${HUB}:role/AccountRobot-myisb-hub`, externalId: 'account-robot' },
};

/** The stacks that declare accounts, with the names of theirs: all that may be there, where a pool grows by itself. */
export function accountsOf({ existing, growth, placement }: Shape, { sizes }: Declared): ReadonlyMap<string, readonly string[]> {
  const first = [...names(growth === undefined ? sizes[0] : GROWN.max, 1), ...(existing === undefined ? [] : [EXISTING[existing].name])];
  return placement === 'one stack' ? new Map([['First', first]]) : new Map([['First', first], ['Second', names(sizes[1], SECOND_FIRST)]]);
}

/** Whether it is an account of the second stack, in whichever deployment it was declared. */
export function isOfSecond(name: string): boolean {
  return Number(/^pool-(\d+)$/.exec(name)?.[1] ?? 0) >= SECOND_FIRST && name !== EXISTING.adopted.name;
}

/** The address that an account of that name is requested with, or has. */
export function addressOf(name: string): string {
  return name === EXISTING.named.name ? EXISTING.named.email : `aws+${name}@example.com`;
}

/** The stack whose factory makes the accounts of a stack, and that factory's role. */
export function roleNameOf({ grouping, placement }: Shape, stack: string): string {
  const nested = grouping === 'nested' && stack === 'First' ? '-Accounts-AccountFactory' : '';
  return `AccountRobot-${placement === 'factory apart' ? 'Factory' : `${stack}${nested}`}`;
}

function names(count: number, first: number): string[] {
  return Array.from({ length: count }, (_, index) => `pool-${String(first + index).padStart(3, '0')}`);
}

/** Assemblies, each synthesized once. */
export class Assemblies {
  private readonly known = new Map<string, Assembly>();

  /**
   * @param folder for the assemblies; it lives as long as they do
   * @param change is done to the folder of each
   */
  constructor(private readonly folder: string, private readonly change: (outdir: string) => void = () => undefined) {}

  public of(shape: Shape, declared: Declared): Assembly {
    // One app stands for all sizes of an elastic pool.
    const key = JSON.stringify([shape, isElastic(shape) ? { ...declared, sizes: declared.sizes.slice(1), resized: undefined } : declared]);
    const known = this.known.get(key) ?? this.synthesize(shape, declared);
    this.known.set(key, known);
    return known;
  }

  private synthesize(shape: Shape, declared: Declared): Assembly {
    const outdir = fs.mkdtempSync(path.join(this.folder, 'app-'));
    const app = new App({ outdir, context: { 'account-robot': settingsOf(shape), 'aws:cdk:disable-version-reporting': true } });
    const env = { account: MANAGEMENT_ACCOUNT, region: HOME_REGION };
    const source = shape.placement === 'factory apart' ? new AccountFactory(new Stack(app, 'Factory', { env }), 'AccountFactory') : undefined;
    for (const [id, accounts] of accountsOf(shape, declared)) {
      const stack = new Stack(app, id, { env });
      Tags.of(stack).add('cost-centre', declared.costCentre);
      const sandbox = shape.apart && id === 'Second' ? labs() : undefined;
      const elastic = isElastic(shape) && id === 'First';
      const scope = shape.grouping === 'nested' && id === 'First' ? new NestedStack(stack, 'Accounts') : stack;
      if (elastic) {
        const elasticSize = shape.growth === undefined ? { min: 1, max: MOST_ACCOUNTS } : GROWN;
        const pool = new AccountPool(stack, POOL, { elasticSize, source, sandbox, verify: declared.verify });
        if (shape.growth !== undefined) {
          standBeside(new Stack(app, GROWTH_STACK, { env }), pool, shape.growth);
        }
      }
      for (const name of accounts.filter(each => !elastic || isThereBefore(shape, each))) {
        new PoolAccount(scope, name, { source, sandbox, verify: declared.verify, ...existingOf(shape, declared, name) });
      }
    }
    app.synth();
    this.change(outdir);
    // Another template of a nested stack would have another address in the one around it.
    if (declared.upgraded && shape.grouping !== 'nested') {
      // It writes a property that the version before leaves out, so that every leg is updated.
      asOfVersion(outdir, '0b02', properties => { properties.AdoptExisting ??= false; });
    }
    return readAssembly(outdir);
  }
}

function isThereBefore({ existing }: Shape, name: string): boolean {
  return existing !== undefined && name === EXISTING[existing].name;
}

/** Whether the size of the first stack's pool is a parameter. */
export function isElastic({ grouping }: Shape): boolean {
  return grouping === 'elastic' || grouping === 'growing';
}

/** What a deployment says beside its app: values of parameters, as `Stack:Parameter=value`. A pool that grows keeps the size that it has, if nobody says another. */
export function parametersOf({ grouping }: Shape, { resized, sizes }: Declared): string[] {
  const size = grouping === 'elastic' ? sizes[0] : resized;
  return size === undefined ? [] : [`First:${SIZE_PARAMETER}=${size}`];
}

function existingOf({ existing }: Shape, { takenOver = [] }: Declared, name: string): Partial<PoolAccountProps> {
  if (takenOver.includes(name)) {
    return { adoptExisting: true };
  }
  if (existing === undefined || !isThereBefore({ existing } as Shape, name)) {
    return {};
  }
  return existing === 'named' ? { existingAccountId: EXISTING.named.id } : { adoptExisting: true };
}

function labs(): InnovationSandbox {
  const { externalId, roleArn } = LABS_ACCESS;
  return InnovationSandbox.fromNamespace(LABS.namespace, { region: LABS.region, access: SandboxAccess.machineClient({ roleArn, externalId }) });
}

/** The settings in cdk.json. */
export function settingsOf({ concurrency, registration }: Pick<Shape, 'concurrency' | 'registration'>): Record<string, unknown> {
  return {
    holdingOrganizationalUnitId: HOLDING_UNIT,
    accountEmail: 'aws+{name}@example.com',
    ssoUser: { email: 'pool@example.com', firstName: 'Pool', lastName: 'Account' },
    concurrency,
    ...(registration === 'none' ? {} : { sandbox: { ...SANDBOX, access: ACCESS[registration] } }),
  };
}
