/** What is to come in a service. It stands in the service's state, so that the next rehearsal goes on with it. */

import type { ServiceTime } from './service-time';

/** Something that happens at its moment, in epoch milliseconds. */
export interface AgendaStep {
  readonly at: number;
  readonly kind: string;
}

/** What is done when a step's moment has come, by its kind. */
export type StepActions<Step extends AgendaStep> = { readonly [K in Step['kind']]: (step: Extract<Step, { kind: K }>) => void };

export class Agenda<Step extends AgendaStep> {
  private actions?: StepActions<Step>;

  /** @param about what tells steps of one kind apart */
  constructor(
    private readonly owner: string,
    private readonly time: ServiceTime,
    private readonly steps: { steps: Step[] },
    private readonly about: (step: Step) => string,
  ) {}

  /** Tells what is done, and takes up what an earlier rehearsal left. */
  public start(actions: StepActions<Step>): void {
    this.actions = actions;
    this.steps.steps.forEach(step => this.schedule(step));
  }

  public add(step: Step): void {
    this.steps.steps.push(step);
    this.schedule(step);
  }

  private schedule(step: Step): void {
    this.time.at(step.at, `${this.owner} ${step.kind} ${this.about(step)}`, () => {
      this.steps.steps = this.steps.steps.filter(candidate => candidate !== step);
      // The table has one action for each kind, which the compiler can't follow through the lookup.
      (this.actions![step.kind as Step['kind']] as (step: Step) => void)(step);
    });
  }
}
