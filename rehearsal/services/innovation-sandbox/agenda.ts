/** What is to come in the rehearsed Innovation Sandbox. It stands in the state, so that the next rehearsal goes on with it. */

import { OrganizationTime } from '../context';
import { SandboxStep } from './sandbox-state';

/** What is done when a step's moment has come, by its kind. */
export type StepActions = { readonly [K in SandboxStep['kind']]: (step: Extract<SandboxStep, { kind: K }>) => void };

export class Agenda {
  private actions?: StepActions;

  constructor(private readonly time: OrganizationTime, private readonly steps: { steps: SandboxStep[] }) {}

  /** Tells what is done, and takes up what an earlier rehearsal left. */
  start(actions: StepActions): void {
    this.actions = actions;
    this.steps.steps.forEach((step) => this.schedule(step));
  }

  add(step: SandboxStep): void {
    this.steps.steps.push(step);
    this.schedule(step);
  }

  private schedule(step: SandboxStep): void {
    const about = 'accountId' in step ? step.accountId : 'arn' in step ? step.arn : '';
    this.time.at(step.at, `sandbox ${step.kind} ${about}`, () => {
      this.steps.steps = this.steps.steps.filter((candidate) => candidate !== step);
      // The table has one action for each kind, which the compiler can't follow through the lookup.
      (this.actions![step.kind] as (step: SandboxStep) => void)(step);
    });
  }
}
