/** What happens in one run: an app, and a sequence of deployments with what goes wrong in each. All of it is plain JSON. */

import * as fc from 'fast-check';
import type { Declared, Grouping, Shape } from './app';
import {
  ACCESS,
  EXISTING,
  HOLDING_UNIT,
  HOME_REGION,
  HUB,
  LABS,
  LABS_ACCESS,
  LABS_HUB,
  MANAGEMENT_ACCOUNT,
  MOST_ACCOUNTS,
  OTHER_UNIT,
  ROOT,
  SANDBOX,
} from './app';
import type { FaultEntry } from './faults';
import { anyFault } from './faults';
import type { Hours } from './growing/hours';
import { anyHours, anyRules, CALM_HOURS } from './growing/hours';
import { LEANINGS } from './leanings';
import type { Leaning } from './leanings';

export interface Plan {
  /** What chance in the organization depends on. */
  readonly seed: string;
  readonly shape: Shape;
  readonly deployments: readonly Deployment[];
}

/** One `cdk deploy`. */
export interface Deployment {
  readonly declared: Declared;
  readonly rollback: boolean;
  /** Minutes since the last one ended. */
  readonly pauseMinutes: number;
  readonly cancelAfterMinutes?: number;
  /** When somebody deletes the stacks that are being deployed. */
  readonly deleteAfterMinutes?: number;
  /** Another command than `cdk deploy`: never the first one. */
  readonly command?: 'rollback' | 'destroy';
  /** How far the clocks of the functions are ahead of AWS's. */
  readonly functionClockSeconds?: number;
  readonly faults: readonly FaultEntry[];
  /** The section `lag` of the world file. */
  readonly lag: Readonly<Record<string, unknown>>;
  readonly operations: readonly Readonly<Record<string, unknown>>[];
  readonly registrationSeconds: number;
  /** What comes behind it, where a pool grows by itself. */
  readonly hours?: Hours;
}

/** What came of a creation is told by two listings. Either may be late; both of them by more than this is what the promise leaves out. */
const BOTH_SECONDS = 240;

/** Accounts that an organization may have, where nobody says. */
const PLENTY = 40;

const NAMED = { namespace: SANDBOX.namespace, region: SANDBOX.region, hubAccountId: HUB };

/** Any plan. Values near the beginning of each choice are the plainer ones: shrinking goes there. */
export function anyPlan(leaning?: Leaning): fc.Arbitrary<Plan> {
  return anyShape().map(shape => ({ ...shape, ...leaning?.shape })).chain(shape => fc.record({
    seed: fc.integer({ min: 1, max: 9999 }).map(String),
    shape: fc.constant(shape),
    deployments: fc.array(leaning ? bent(anyDeployment(shape), leaning) : unkind(anyDeployment(shape)), { minLength: 1, maxLength: shape.growth === undefined ? 3 : 2 })
      .map(([{ command: _, ...first }, ...others]) => [shape.growth === undefined ? first : begun(first), ...others]),
  }));
}

/** Nothing grows before it is there: the first deployment comes to its end, and the hours behind it are what is rough. */
function begun({ functionClockSeconds: _, ...deployment }: Deployment): Deployment {
  return { ...toItsEnd(deployment), rollback: false, faults: [], operations: [] };
}

/** Every fifth deployment is bent towards what is rarely met by chance. */
function unkind(any: fc.Arbitrary<Deployment>): fc.Arbitrary<Deployment> {
  return fc.oneof({ weight: 4 * LEANINGS.length, arbitrary: any }, ...LEANINGS.map(leaning => ({ weight: 1, arbitrary: bent(any, leaning) })));
}

function bent(any: fc.Arbitrary<Deployment>, leaning: Leaning): fc.Arbitrary<Deployment> {
  return fc.tuple(any, leaning.deployment).map(([deployment, { faults = [], lag = {}, ...more }]) => ({
    ...toItsEnd(deployment),
    ...more,
    faults: [...faults, ...deployment.faults],
    lag: { ...deployment.lag, ...lag },
  }));
}

/** Nobody ends it before what it is bent towards can happen. */
function toItsEnd({ cancelAfterMinutes: _, command: __, deleteAfterMinutes: ___, ...deployment }: Deployment): Deployment {
  return deployment;
}

function anyShape(): fc.Arbitrary<Shape> {
  return fc.record({
    placement: fc.constantFrom('one stack', 'one stack', 'two factories', 'factory apart'),
    grouping: fc.constantFrom<Grouping[]>('one by one', 'one by one', 'one by one', 'nested', 'nested', 'elastic', 'elastic', 'growing'),
    growth: anyRules(),
    registration: fc.constantFrom('none', '1.3', '1.2'),
    concurrency: fc.constantFrom(5, 1, 2),
    existing: fc.constantFrom(undefined, undefined, 'named' as const, 'adopted' as const),
    apart: fc.boolean(),
  }).map(({ apart, existing, grouping, growth, ...shape }) => ({
    ...shape,
    apart,
    existing,
    ...(grouping === 'one by one' ? {} : { grouping }),
    ...(grouping === 'growing' ? { growth, ...toGrow(shape) } : {}),
  })).map(({ apart, existing, ...shape }): Shape => ({
    ...shape,
    ...(existing === undefined ? {} : { existing }),
    // Several Innovation Sandboxes there can be from 1.3 on.
    ...(apart && shape.placement !== 'one stack' && shape.registration === '1.3' ? { apart } : {}),
  }));
}

/** What is available is counted in an Innovation Sandbox; accounts of another stack would be counted there, too. */
function toGrow({ placement, registration }: Pick<Shape, 'placement' | 'registration'>): Pick<Shape, 'placement' | 'registration'> {
  return { placement: placement === 'two factories' ? 'one stack' : placement, registration: registration === 'none' ? '1.3' : registration };
}

function anyDeployment(shape: Shape): fc.Arbitrary<Deployment> {
  const seconds = fc.constantFrom(0, 0, 30, 120, 600);
  const few = fc.constantFrom(0, 20, 60);
  const lag = fc.record({
    listAccounts: seconds,
    describeAccount: seconds,
    creations: seconds,
    tags: seconds,
    parents: seconds,
    products: few,
    records: few,
    sandboxRecords: few,
    stacks: few,
    drawn: fc.boolean(),
  });
  const minute = fc.integer({ min: 0, max: 20 });
  const [minutes, count] = [fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 5 })];
  const operation = fc.record({ startMinute: minute, minutes, count, visible: fc.boolean() });
  const size = fc.integer({ min: 1, max: MOST_ACCOUNTS });
  return fc.record({
    declared: fc.record({
      sizes: fc.tuple(size, size),
      costCentre: fc.constantFrom('a', 'b'),
      verify: fc.constantFrom('1', '2'),
      upgraded: fc.boolean(),
    }),
    rollback: fc.boolean(),
    pauseMinutes: fc.constantFrom(30, 5, 240, 1500),
    cancelAfterMinutes: fc.integer({ min: 1, max: 60 }),
    deleteAfterMinutes: fc.integer({ min: 1, max: 60 }),
    command: fc.constantFrom('rollback' as const, 'destroy' as const),
    functionClockSeconds: fc.constantFrom(-1200, -360, 360, 10_800),
    faults: fc.array(anyFault(shape), { maxLength: shape.growth === undefined ? 5 : 3 }),
    ...(shape.growth === undefined ? {} : { hours: anyHours() }),
    lag: fc.oneof(fc.constant({}), lag),
    operations: fc.array(operation, { maxLength: 1 }),
    registrationSeconds: fc.constantFrom(0, 5, 45),
  }, { requiredKeys: ['declared', 'rollback', 'pauseMinutes', 'faults', 'lag', 'operations', 'registrationSeconds', ...(shape.growth === undefined ? [] : ['hours' as const])] }).chain(seldom);
}

/** What would be in every other deployment is in every twelfth: most are to come to their end. */
function seldom({ cancelAfterMinutes, command, deleteAfterMinutes, ...deployment }: Deployment): fc.Arbitrary<Deployment> {
  // Only a deployment can be cancelled, and only once it ends.
  return fc.integer({ min: 0, max: 5 }).map(drawn => {
    if (command !== undefined && drawn === 1) {
      return { ...deployment, command };
    }
    if (deleteAfterMinutes !== undefined && drawn === 2) {
      return { ...deployment, deleteAfterMinutes };
    }
    return cancelAfterMinutes === undefined ? deployment : { ...deployment, cancelAfterMinutes };
  });
}

/** A deployment of what the last one declared, in which nothing goes wrong. `round` tells one from the next; `takenOver` is what somebody was told to take over. */
export function calm(last: Deployment, round: number, takenOver: readonly string[] = []): Deployment {
  return {
    declared: { ...last.declared, verify: `calm-${round}`, takenOver, resized: undefined },
    rollback: false,
    // Longer than a cleaning is waited for, and than any operation that was begun may still take.
    pauseMinutes: 780,
    faults: [],
    lag: {},
    operations: [],
    registrationSeconds: 0,
    ...(last.hours === undefined ? {} : { hours: CALM_HOURS }),
  };
}

/** The Innovation Sandbox of each generation, whose roles trust whatever factory there is. */
const SANDBOXES = {
  1.3: {
    ...NAMED,
    version: '1.3.3',
    machineClient: { roleArn: ACCESS[1.3].roleArn, externalId: ACCESS[1.3].externalId, trustedPrincipal: MANAGEMENT_ACCOUNT },
    hubRole: { roleArn: ACCESS[1.2].hubRoleArn, trustedPrincipal: MANAGEMENT_ACCOUNT },
  },
  1.2: { ...NAMED, version: '1.2.14', hubRole: { roleArn: ACCESS[1.2].hubRoleArn, externalId: ACCESS[1.2].externalId, trustedPrincipal: MANAGEMENT_ACCOUNT } },
};

const LABS_SANDBOX = {
  ...LABS,
  version: '1.3.0',
  hubAccountId: LABS_HUB,
  machineClient: { roleArn: LABS_ACCESS.roleArn, externalId: LABS_ACCESS.externalId, trustedPrincipal: MANAGEMENT_ACCOUNT },
};

/** The world file of a deployment, as JSON: what is undefined is left out. */
export function worldOf({ shape }: Plan, deployment: Deployment): string {
  const { cancelAfterMinutes, command, deleteAfterMinutes, functionClockSeconds, hours, lag, operations, pauseMinutes, registrationSeconds } = deployment;
  return JSON.stringify({
    organization: {
      managementAccountId: MANAGEMENT_ACCOUNT,
      homeRegion: HOME_REGION,
      rootId: ROOT,
      accountQuota: hours && (hours.accountQuota ?? PLENTY),
      organizationalUnits: [{ id: HOLDING_UNIT, name: 'Pool', registered: true }, { id: OTHER_UNIT, name: 'Others', registered: true }],
      accounts: [
        { id: '900000000001', name: 'payroll', email: 'payroll@example.com', parentId: ROOT, tags: { team: 'payroll' } },
        { id: '900000000002', name: 'billing-team', email: 'billing-team@example.com', parentId: OTHER_UNIT, tags: { team: 'billing' } },
        ...(shape.existing === undefined ? [] : [{ ...EXISTING[shape.existing], parentId: HOLDING_UNIT, tags: { team: 'former' } }]),
      ],
      products: [
        { name: 'billing-team', status: 'AVAILABLE', accountId: '900000000002' },
        ...(shape.existing === 'adopted' ? [{ name: 'Enroll-Account', status: 'AVAILABLE', accountId: EXISTING.adopted.id, accountName: EXISTING.adopted.name }] : []),
      ],
    },
    factory: { concurrency: 5, creationMinutes: { median: 12, sigma: 0.4, minimum: 5, maximum: 40 } },
    lag: withinPromise(lag),
    operations,
    deployment: { stackConcurrency: 2, pauseMinutes, cancelAfterMinutes, deleteAfterMinutes, command, functionClockSeconds, afterwardsMinutes: hours?.afterwardsMinutes },
    leases: hours?.leases,
    buttons: hours?.buttons,
    ...(shape.apart ? { furtherSandboxes: [{ ...LABS_SANDBOX, registrationSeconds, cleaningMinutes: { median: 30, spread: 10 } }] } : {}),
    ...(shape.registration === 'none' ? {} : { sandbox: { ...SANDBOXES[shape.registration], registrationSeconds, cleaningMinutes: { median: 15, spread: 5 } } }),
    faults: possible(deployment),
  }, undefined, 2);
}

/** One of the two listings isn't later than the promise allows. */
function withinPromise({ creations, listAccounts, ...lag }: Deployment['lag']): Deployment['lag'] {
  const both = Number(listAccounts ?? 0) > BOTH_SECONDS && Number(creations ?? 0) > BOTH_SECONDS;
  return { ...lag, listAccounts, creations: both ? BOTH_SECONDS : creations };
}

/** Without what a world file refuses: people who act after the end, and two accounts with one address. */
function possible({ cancelAfterMinutes = Infinity, deleteAfterMinutes = Infinity, faults, hours }: Deployment): readonly FaultEntry[] {
  const end = Math.min(cancelAfterMinutes, deleteAfterMinutes);
  const inTime = [...faults, ...hours?.faults ?? []].filter(({ minute, fromMinute }) => Number(minute ?? 0) < end && Number(fromMinute ?? 0) < end);
  return inTime.filter(({ email }, index) => email === undefined || inTime.findIndex(other => other.email === email) === index);
}
