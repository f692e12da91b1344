/**
 * Step Functions, as far as the waiter of the Provider framework needs it: tasks that call a function, retried and caught.
 *
 *     StartExecution -> task -> error? -> Retry: the same task after IntervalSeconds * BackoffRate^n
 *                                      -> tries used up: Catch -> the task named there, with {Error, Cause} as its input
 *
 * An execution lives on its own: the operation that started it may have been cancelled long ago. When its state machine
 * is deleted, it ends at its next transition, as in AWS; a retry is one. A task may be carried out late, and its function called twice, where the world
 * has it so.
 */

import type { StartExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { Definition, Task } from './definition';
import { catches, parseDefinition } from './definition';
import { uuidOf } from '../../cloudformation/identifiers';
import type { FunctionHost, InvocationOutcome } from '../../kernel/function-host';
import type { ApiRequest, Caller, Clock } from '../../kernel/types';
import { ApiError } from '../../kernel/types';
import type { FunctionType } from '../lambda/lambda-function';
import type { Authorizer } from '../ports';
import type { Answer } from '../sdk';

interface Machine {
  readonly arn: string;
  roleArn: string;
  definition: Definition;
}

interface Execution {
  readonly arn: string;
  readonly machine: Machine;
  /** As it was at the start: a change of the machine doesn't reach running executions. */
  readonly definition: Definition;
  readonly roleArn: string;
}

/** What goes wrong with tasks, as the world has it. */
export interface TaskFaults {
  /** Seconds by which a task comes late. */
  delay(input: unknown): number;
  /** Whether its function is called once more, as after an answer that was lost on its way. */
  isDoubled(input: unknown): boolean;
}

/** How long after the first call the second one begins, in seconds. */
const SECOND_CALL = 1;

interface TaskError {
  readonly Error: string;
  readonly Cause: string;
}

/** State machines and their executions. */
export class StepFunctions {
  private readonly machines = new Map<string, Machine>();
  private readonly running = new Set<Execution>();
  private readonly names = new Set<string>();
  private started = 0;

  constructor(
    private readonly clock: Clock,
    private readonly host: Pick<FunctionHost, 'has'>,
    private readonly iam: Authorizer,
    private readonly functions: Pick<FunctionType, 'invoke' | 'requireCode' | 'throttles' | 'unreadable'>,
    private readonly faults: TaskFaults,
  ) {}

  /** Creates or changes a state machine. Throws UnknownToRehearsal for a definition that does more than a waiter does. */
  public define(arn: string, roleArn: string, definitionText: string): void {
    const definition = parseDefinition(arn, definitionText);
    const known = this.machines.get(arn);
    if (known === undefined) {
      this.machines.set(arn, { arn, roleArn, definition });
    } else {
      known.roleArn = roleArn;
      known.definition = definition;
    }
  }

  /** Deletes a state machine. */
  public remove(arn: string): void {
    this.machines.delete(arn);
  }

  /** Executions that have not ended. */
  public runningExecutions(): number {
    return this.running.size;
  }

  public startExecution(request: ApiRequest): Answer<StartExecutionCommandOutput> {
    const arn = String(request.input.stateMachineArn);
    const machine = this.machines.get(arn);
    if (machine === undefined) {
      throw new ApiError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    }
    const input: unknown = JSON.parse(String(request.input.input ?? '{}'));
    const name = request.input.name === undefined ? uuidOf(arn, ++this.started) : String(request.input.name);
    const executionArn = `${arn.replace(':stateMachine:', ':execution:')}:${name}`;
    if (this.names.has(executionArn)) {
      throw new ApiError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
    }
    this.names.add(executionArn);
    const execution: Execution = { arn: executionArn, machine, definition: machine.definition, roleArn: machine.roleArn };
    this.running.add(execution);
    this.clock.after(0, `${executionArn} starts`, () => this.enter(execution, machine.definition.start, input, []));
    return { executionArn, startDate: new Date(this.clock.date) };
  }

  /** `tries` counts, for each retrier of the state, how often it was used. */
  private enter(execution: Execution, state: string, input: unknown, tries: readonly number[]): void {
    if (this.machines.get(execution.machine.arn) !== execution.machine) {
      this.running.delete(execution);
      return;
    }
    const delay = this.faults.delay(input);
    if (delay > 0) {
      this.clock.after(delay, `${execution.arn} is late`, () => this.carryOut(execution, state, input, tries));
    } else {
      this.carryOut(execution, state, input, tries);
    }
  }

  private carryOut(execution: Execution, state: string, input: unknown, tries: readonly number[]): void {
    const task = execution.definition.tasks.get(state)!;
    const call = () => this.call(execution, task, input, error => {
      if (error === undefined) {
        this.running.delete(execution);
      } else {
        this.failed(execution, state, task, input, tries, error);
      }
    });
    if (this.faults.isDoubled(input)) {
      // Only the answer to the second call arrives.
      this.call(execution, task, input, () => {});
      this.clock.after(SECOND_CALL, `${execution.arn} calls again`, call);
    } else {
      call();
    }
  }

  private call(execution: Execution, task: Task, input: unknown, done: (error?: TaskError) => void): void {
    try {
      this.iam.authorize(this.callerOf(execution), 'lambda:InvokeFunction', task.functionArn, { 'aws:RequestedRegion': task.functionArn.split(':')[3] });
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      done({ Error: 'Lambda.AWSLambdaException', Cause: `${error.message} (Service: Lambda, Status Code: 403)` });
      return;
    }
    this.functions.requireCode(task.functionArn);
    if (!this.host.has(task.functionArn)) {
      done({ Error: 'Lambda.ResourceNotFoundException', Cause: `Function not found: ${task.functionArn} (Service: Lambda, Status Code: 404)` });
      return;
    }
    const unreadable = this.functions.unreadable(task.functionArn);
    if (unreadable) {
      done({ Error: 'Lambda.KMSAccessDeniedException', Cause: `${unreadable.message} (Service: Lambda, Status Code: 502)` });
      return;
    }
    if (this.functions.throttles(task.functionArn)) {
      done({ Error: 'Lambda.TooManyRequestsException', Cause: 'Rate Exceeded. (Service: Lambda, Status Code: 429)' });
      return;
    }
    this.functions.invoke(task.functionArn, input, (outcome: InvocationOutcome) => {
      if (outcome.error === undefined) {
        done();
      } else {
        const { errorType, errorMessage, trace } = outcome.error;
        done({ Error: errorType, Cause: JSON.stringify({ errorType, errorMessage, trace }) });
      }
    });
  }

  private failed(execution: Execution, state: string, task: Task, input: unknown, tries: readonly number[], error: TaskError): void {
    const index = task.retriers.findIndex(retrier => catches(retrier.errors, error.Error));
    const used = tries[index] ?? 0;
    if (index >= 0 && used < task.retriers[index].attempts) {
      const { interval, rate } = task.retriers[index];
      const next = task.retriers.map((_, position) => (tries[position] ?? 0) + (position === index ? 1 : 0));
      this.clock.after(interval * rate ** used, `${execution.arn} tries again`, () => this.enter(execution, state, input, next));
      return;
    }
    const catcher = task.catchers.find(candidate => catches(candidate.errors, error.Error));
    if (catcher === undefined) {
      this.running.delete(execution);
    } else {
      this.clock.after(0, `${execution.arn} goes on`, () => this.enter(execution, catcher.next, error, []));
    }
  }

  private callerOf(execution: Execution): Caller {
    const [, partition, , , accountId] = execution.roleArn.split(':');
    const roleName = execution.roleArn.slice(execution.roleArn.lastIndexOf('/') + 1);
    const session = execution.arn.slice(execution.arn.lastIndexOf(':') + 1).replace(/-/g, '').slice(0, 32);
    return { roleArn: execution.roleArn, sessionArn: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${session}`, accountId, label: 'waiter' };
  }
}
