/** One run: a plan's deployments one after the other, each watched, then calm ones until every account is there or a failure says why it can't be. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import type { Assemblies } from './app';
import { addressOf, isElastic, isOfSecond, parametersOf } from './app';
import { indiscretions } from './canary';
import { FIXES, IN_THE_CONSOLE } from './fixes';
import { GrowthCourse } from './growing/course';
import { declaredNames, Guard, recordsOf } from './guard';
import { Ledger } from './ledger';
import type { Deployment, Plan } from './plan';
import { calm, worldOf } from './plan';
import type { FailureCode } from '../core/failures/failures';
import { UnusableInput } from '../rehearsal/kernel/types';
import type { RehearsalResult } from '../rehearsal/rehearse';
import { rehearse } from '../rehearsal/rehearse';
import { AccountOutcome, reportText } from '../rehearsal/report';
import type { RehearsalState } from '../rehearsal/state-file';
import { loadWorld } from '../rehearsal/world/load';
import { sandboxesIn } from '../rehearsal/world/sandbox-units';
import { parametersOf as valuesOf } from '../rehearsal/world/values';
import type { World, WorldSandbox } from '../rehearsal/world/world';

/** What became of a plan. */
export interface Outcome {
  /** Sentences; none if all promises were kept. */
  readonly violations: readonly string[];
  /** How often each kind of fault happened. */
  readonly met: ReadonlyMap<string, number>;
  /** The codes of all failures. */
  readonly codes: readonly string[];
  readonly deployments: number;
  /** Why the plan's world files can't be, if they contradict themselves. */
  readonly discarded?: string;
}

/** So many fixes one after the other must do: an account may have been hit by several things. */
const ROUNDS = 5;

const REPORT_SCHEMA = path.join(__dirname, '..', 'rehearsal', 'report.schema.json');
const validateReport = new Ajv({ allErrors: true }).compile(JSON.parse(fs.readFileSync(REPORT_SCHEMA, 'utf8')));

/** What a run works with. */
export interface Bench {
  readonly assemblies: Assemblies;
  /** For world files. */
  readonly folder: string;
}

/** Carries out a plan. `again`: each deployment is rehearsed twice, and must come to the same. */
export async function run(plan: Plan, bench: Bench, again = false): Promise<Outcome> {
  const course = new Course(plan, bench, again);
  try {
    await course.run();
    return course.outcome();
  } catch (error) {
    if (error instanceof UnusableInput) {
      return course.outcome(error.message);
    }
    course.violations.push(`the rehearsal ended with ${error instanceof Error ? error.stack : String(error)}`);
    return course.outcome();
  }
}

class Course {
  public readonly violations: string[] = [];
  private readonly ledger = new Ledger();
  private readonly growth: GrowthCourse | undefined;
  private readonly codes: string[] = [];
  private state: RehearsalState | undefined;
  private deployments = 0;

  constructor(private readonly plan: Plan, private readonly bench: Bench, private readonly again: boolean) {
    this.growth = plan.shape.growth && new GrowthCourse(plan.shape.growth);
  }

  public outcome(discarded?: string): Outcome {
    const violations = discarded === undefined ? this.violations : [];
    return { violations, met: this.ledger.met, codes: this.codes, deployments: this.deployments, discarded };
  }

  public async run(): Promise<void> {
    for (const deployment of this.plan.deployments) {
      await this.deploy(deployment);
      if (this.violations.length > 0) {
        return;
      }
    }
    await this.converge(this.plan.deployments.at(-1)!);
  }

  /** Nothing goes wrong any more: one more deployment must do, or a failure's fix and another one. */
  private async converge(last: Deployment): Promise<void> {
    const fixed = new Set<string>();
    const takenOver = new Set<string>();
    for (let round = 1; round <= ROUNDS && this.violations.length === 0; round++) {
      const deployment = calm(last, round, [...takenOver]);
      this.growth?.clear(this.state!);
      // As the refusal of any other deployment says.
      if (this.state!.stacks.stacks.some(({ deletedAt, status }) => deletedAt === undefined && status === 'UPDATE_ROLLBACK_FAILED')) {
        await this.deploy({ ...deployment, command: 'rollback' });
      }
      const { report, world } = await this.deploy(deployment, true);
      const missing = report.accounts.filter(({ state }) => state !== AccountOutcome.AVAILABLE);
      const expected = this.growth?.declared(this.state!, this.plan.shape, deployment.declared) ?? declaredNames(this.plan.shape, deployment.declared).length;
      if (missing.length === 0 && report.accounts.length === expected) {
        this.checkPlaces(world);
        return;
      }
      for (const { error, name, state } of missing) {
        const code = error?.code as FailureCode | undefined;
        const fix = code === undefined ? undefined : FIXES[code];
        if (fix === IN_THE_CONSOLE) {
          return;
        }
        if (!fix || fixed.has(`${name} ${code}`)) {
          const why = fix ? 'its fix was done already' : 'no fix here helps';
          const said = error?.what ?? report.stacks.map(stack => `${stack.name} ${stack.status} ${stack.reason ?? ''}`).join('; ');
          this.violations.push(`calm deployment ${round}: '${name}' is ${state} with ${code ?? 'no code'}, and ${why}: ${said}`);
          continue;
        }
        fixed.add(`${name} ${code}`);
        if (isElastic(this.plan.shape) && fix === FIXES['AR-EMAIL-IN-USE']) {
          // A pool takes over all of its accounts or none, others' among them: whoever runs it would decide by hand.
          return;
        }
        fix({ state: this.state!, name, takenOver, ledger: this.ledger, sandbox: this.sandboxOf(name, world), declared: deployment.declared });
      }
      if (missing.length === 0) {
        this.violations.push(`calm deployment ${round}: the report has ${report.accounts.length} accounts of ${expected}`);
      }
    }
  }

  /** The Innovation Sandbox that the account goes into. */
  private sandboxOf(name: string, { furtherSandboxes, sandbox }: World): WorldSandbox | undefined {
    return this.plan.shape.apart && isOfSecond(name) ? furtherSandboxes[0] : sandbox;
  }

  private async deploy(deployment: Deployment, isCalm = false): Promise<RehearsalResult & { readonly world: World }> {
    const { assemblies, folder } = this.bench;
    const assembly = assemblies.of(this.plan.shape, deployment.declared);
    const file = path.join(folder, 'world.yaml');
    fs.writeFileSync(file, worldOf(this.plan, deployment));
    const { world } = loadWorld(file, assembly, valuesOf(parametersOf(this.plan.shape, deployment.declared), assembly));
    const guard = new Guard(this.plan, deployment.declared, world.lag, this.ledger);
    const growth = this.growth?.watch(world);
    const before = this.state;
    const once = (witness: Guard | undefined) => rehearse({
      assembly,
      world,
      state: before && structuredClone(before),
      seed: `${this.plan.seed}-${this.deployments}`,
      rollback: deployment.rollback,
      onProgress: progress => {
        witness?.onProgress(progress);
        if (witness) {
          growth?.onProgress(progress);
        }
      },
      witness: witness && {
        onCall: (call, subject, services) => {
          witness.onCall(call, subject, services);
          growth?.onCall(call, services);
        },
        onStruck: fault => witness.onStruck(fault),
      },
    });
    const result = await once(guard);
    const broken = [...guard.violations, ...growth?.violations ?? [], ...growth ? this.growth!.close(growth, result, isCalm) : []];
    this.violations.push(...broken.map(violation => `deployment ${this.deployments + 1}, ${violation}`));
    this.checkResult(result, before);
    if (this.again && reportText((await once(undefined)).report) !== reportText(result.report)) {
      this.violations.push(`deployment ${this.deployments + 1}: the same seed came to another report`);
    }
    this.deployments += 1;
    this.state = result.state;
    this.codes.push(...result.report.accounts.flatMap(({ error }) => error?.code ?? []));
    return { ...result, world };
  }

  private checkResult(result: RehearsalResult, before: RehearsalState | undefined): void {
    const told = indiscretions(result);
    if (told.length > 0) {
      this.violations.push(`a log holds what is not for logs: ${told[0]}`);
    }
    if (!validateReport(result.report)) {
      this.violations.push(`the report isn't valid: ${JSON.stringify(validateReport.errors?.[0])}`);
    }
    for (const { error, name } of result.report.accounts.filter(account => account.error?.code === 'UNEXPECTED')) {
      this.violations.push(`'${name}' failed unexpectedly: ${error!.what}`);
    }
    const { accounts } = result.state.services.organizations;
    for (const account of before?.services.organizations.accounts ?? []) {
      if (!accounts.some(({ id }) => id === account.id)) {
        this.violations.push(`account ${account.id} '${account.name}' is gone`);
      }
    }
    for (const name of new Set(accounts.map(account => account.name))) {
      const living = this.ledger.accountsOf(name).filter(id => accounts.some(account => account.id === id));
      if (living.length > 1) {
        this.violations.push(`'${name}' was created ${living.length} times: ${living.join(', ')}`);
      }
      if (living.some(id => accounts.find(account => account.id === id)!.email.toLowerCase() !== addressOf(name))) {
        this.violations.push(`'${name}' has another address than was asked for`);
      }
    }
  }

  /** Where every account is there, none of ours stands in the pool without a record. */
  private checkPlaces(world: World): void {
    const { innovationSandbox, organizations } = this.state!.services;
    const records = recordsOf(innovationSandbox);
    for (const { id, name, parentId } of organizations.accounts.filter(account => this.ledger.isOurs(account.id))) {
      for (const sandbox of sandboxesIn(world)) {
        const { available, cleanUp } = sandbox.organizationalUnits;
        if (![available, cleanUp].includes(parentId)) {
          continue;
        }
        const place = `${parentId === available ? 'Available' : 'CleanUp'} of '${sandbox.namespace}'`;
        if (!records.some(({ accountId }) => accountId === id)) {
          this.violations.push(`'${name}' is in ${place} without a record`);
        }
        if (this.sandboxOf(name, world) !== sandbox) {
          this.violations.push(`'${name}' is in ${place}, and belongs into another pool`);
        }
      }
    }
  }
}
