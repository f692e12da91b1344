/**
 * One UpdateStack: what somebody asks CloudFormation for directly, without the CDK's command around it.
 *
 *     token known -> the operation that it began
 *     capabilities, parameters, state, anything to do? -> refused before anything begins
 *     UPDATE_IN_PROGRESS -> as any other update; `done` hears how it ended
 *
 * What surprises: a parameter that isn't named falls to the template's default, whatever it was before; tags and role stay unless others are named.
 */

import type { AssemblyStack } from './assembly';
import { missingCapabilities } from './capabilities';
import { declaredResources } from './declared-resources';
import { Deployable } from './deployable';
import type { DeploymentContext, StackResult } from './deployment';
import type { OperationLog } from './resource-change';
import { StackChange } from './stack-change';
import { NO_UPDATES } from './stack-command';
import { actIn } from './stack-role';
import type { StackRecord } from './stacks-state';
import type { Template } from './template';
import { canonical, Refusal } from './template';

/** A parameter of a request. */
export interface AskedParameter {
  readonly name: string;
  /** Undefined for the value of before. */
  readonly value?: string;
}

/** What is asked for. */
export interface UpdateRequest {
  /** Undefined for the one of before. */
  readonly template?: Template;
  readonly parameters: readonly AskedParameter[];
  readonly capabilities: readonly string[];
  readonly roleArn?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly disableRollback: boolean;
  readonly retainExceptOnCreate: boolean;
  readonly token?: string;
}

/** A refusal that isn't a ValidationError. */
export class NamedRefusal extends Refusal {
  constructor(public readonly code: string, message: string) {
    super(message);
  }
}

/** An update that has begun, for reports. */
export interface StackOperation {
  readonly stack: string;
  /** As the one is named who asked for it. */
  readonly by: string;
  /** Seconds since the run began. */
  readonly startedAt: number;
  /** The parameters that got another value. */
  readonly parameters: Readonly<Record<string, ParameterChange>>;
  readonly ended?: { readonly at: number; readonly result: StackResult };
}

/** Null for a parameter that wasn't there, or isn't there any more. */
export interface ParameterChange {
  readonly from: string | null;
  readonly to: string | null;
}

/** States in which a stack is at rest and may be updated as it is. */
const SETTLED = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];
/** States that an operation without rollback left: only another one without rollback goes on from there. */
const KEPT = ['CREATE_FAILED', 'UPDATE_FAILED'];

export class StackUpdate {
  private readonly deployable: Deployable;
  private readonly log: OperationLog = { failures: [], changed: new Set() };
  private readonly told = new Map<string, Readonly<Record<string, unknown>>>();
  private readonly source: AssemblyStack;
  private operation?: StackChange;

  /**
   * Throws {@link Refusal} in AWS's words where CloudFormation begins nothing.
   * @param before what the stack was deployed from
   */
  constructor(
    private readonly context: DeploymentContext, private readonly stack: StackRecord, before: AssemblyStack, private readonly request: UpdateRequest,
  ) {
    this.source = sourceOf(before, stack, request);
    const missing = missingCapabilities(this.source.template, this.source.nested, request.capabilities);
    if (missing.length > 0) {
      throw new NamedRefusal('InsufficientCapabilitiesException', `Requires capabilities : [${missing.join(', ')}]`);
    }
    requireState(stack, request.disableRollback);
    this.requireLookUps();
    this.deployable = new Deployable(this.source, stack, context);
    if (SETTLED.includes(stack.status) && !this.deployable.differs() && !this.describesOtherwise()) {
      throw new Refusal(NO_UPDATES);
    }
  }

  /** The parameters that get another value. */
  public changes(): Record<string, ParameterChange> {
    const [before, after] = [this.stack.parameters ?? {}, this.deployable.parameterValues() ?? {}];
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(name => before[name] !== after[name]);
    return Object.fromEntries(names.map(name => [name, { from: before[name] ?? null, to: after[name] ?? null }]));
  }

  /** Begins; `done` is called as an event of the clock. */
  public start(done: (result: StackResult) => void): void {
    const { context, deployable, request, source, stack } = this;
    context.changing(stack);
    stack.updatedAt = context.date();
    stack.rollbackDisabled = request.disableRollback;
    stack.tags = { ...request.tags ?? stack.tags };
    actIn(context, stack, request.roleArn ?? stack.roleArn);
    if (request.token !== undefined) {
      stack.tokens = { ...stack.tokens, [request.token]: canonical(request) };
    }
    stack.former ??= { template: stack.template, parameters: stack.parameters };
    stack.template = source.template;
    stack.parameters = deployable.parameterValues();
    context.setStatus(stack, 'UPDATE_IN_PROGRESS', 'User Initiated');
    const options = { rollback: !request.disableRollback, retainExceptOnCreate: request.retainExceptOnCreate };
    const operation = new StackChange(context, stack, deployable, options, this.log, () => {
      const reason = stack.reason ?? operation.rollbackReason;
      done({
        name: stack.name,
        status: stack.status,
        ...reason === undefined ? {} : { reason },
        failures: this.log.failures,
        customResources: declaredResources(context, source, stack, deployable, { told: this.told, changed: this.log.changed }),
      });
    });
    this.operation = operation;
    operation.run();
  }

  public isOf(stackName: string): boolean {
    return this.stack.name === stackName || this.stack.id === stackName;
  }

  /** The user cancels. False when there is nothing to cancel. */
  public cancel(): boolean {
    return this.operation?.cancel() ?? false;
  }

  /** Attributes of a resource became known. */
  public noteAttributes(logicalId: string, attributes: Readonly<Record<string, unknown>>): void {
    this.told.set(logicalId, { ...this.told.get(logicalId), ...attributes });
  }

  /** CloudFormation looks values up that stand in Systems Manager, in the role of the operation. */
  private requireLookUps(): void {
    const { context: { surroundings: { rights } }, request, source, stack } = this;
    for (const [name, { Type, Default }] of Object.entries(source.template.Parameters ?? {})) {
      const refusal = Type.startsWith('AWS::SSM::Parameter::')
        ? rights.refusalToRead({ ...stack, roleArn: request.roleArn ?? stack.roleArn }, String(source.parameters?.[name] ?? Default))
        : undefined;
      if (refusal !== undefined) {
        throw new Refusal(refusal);
      }
    }
  }

  /** Tags of the stack go on to its resources: other ones are an update. */
  private describesOtherwise(): boolean {
    const { request: { tags }, stack } = this;
    return tags !== undefined && canonical(tags) !== canonical(stack.tags);
  }
}

/** Whether a token of the request has begun an operation already. Throws for one that another request bore. */
export function isRepeated({ tokens = {} }: StackRecord, request: UpdateRequest): boolean {
  const known = request.token === undefined ? undefined : tokens[request.token];
  if (known !== undefined && known !== canonical(request)) {
    throw new NamedRefusal('TokenAlreadyExistsException', `A client request token already exists: ${request.token ?? ''}`);
  }
  return known !== undefined;
}

function requireState({ id, status }: StackRecord, disableRollback: boolean): void {
  if (KEPT.includes(status) && !disableRollback) {
    throw new Refusal(`This stack is currently in a non-terminal [${status}] state. To update the stack from this state, please use the disable-rollback parameter with update-stack API. To rollback to the last known good state, use the rollback-stack API`);
  }
  if (!SETTLED.includes(status) && !KEPT.includes(status)) {
    throw new Refusal(`Stack:${id} is in ${status} state and can not be updated.`);
  }
}

/** What the stack is to be made of. */
function sourceOf(before: AssemblyStack, stack: StackRecord, request: UpdateRequest): AssemblyStack {
  const template = request.template ?? stack.template ?? before.template;
  const declared = template.Parameters ?? {};
  const undeclared = request.parameters.filter(({ name }) => !(name in declared)).map(({ name }) => name);
  if (undeclared.length > 0) {
    throw new Refusal(`Parameters: [${undeclared.join(', ')}] do not exist in the template`);
  }
  const values = request.parameters.map(({ name, value }): [string, string] => [name, value ?? previous(stack, name)]);
  const parameters = Object.fromEntries(values);
  const missing = Object.entries(declared).filter(([name, { Default }]) => Default === undefined && !(name in parameters)).map(([name]) => name);
  if (missing.length > 0) {
    throw new Refusal(`Parameters: [${missing.join(', ')}] must have values`);
  }
  return {
    ...before,
    template,
    templateBytes: template === before.template ? before.templateBytes : undefined,
    parameters,
    hasAllParameters: true,
    tags: { ...request.tags ?? stack.tags },
  };
}

function previous({ parameters = {} }: StackRecord, name: string): string {
  const value = parameters[name];
  if (value === undefined) {
    throw new Refusal(`Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`);
  }
  return value;
}
