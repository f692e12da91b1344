/**
 * What the functions of a factory need to do their work, held against what they will be deployed as.
 *
 * Aspects, property injectors and overrides of an app change what constructs make, for good reasons that know nothing of ours. What they may not change is
 * told here, because AWS would tell it an hour into the deployment, or never.
 */

import type { CfnResource, Duration } from 'aws-cdk-lib';
import { CfnResource as Resource, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Provider } from 'aws-cdk-lib/custom-resources';
import type { Construct, IConstruct } from 'constructs';
import { LEG_MINUTES, POLL_SECONDS, WAITER_MINUTES } from '../contract';
import type { HandlerFunction } from '../shared/handler-function';
import type { RenderedResource } from '../shared/rendered';
import { rendered } from '../shared/rendered';
import { show } from '../shared/user-error';

/** The functions of the framework end after 15 minutes, and have to outlive the one that they wait for. */
const LONGEST_TIMEOUT_SECONDS = 14 * 60;

/** A role, and the inline policies that it can't do without. */
export interface NeededRole {
  readonly role: iam.IRole;
  readonly policies: readonly string[];
  /** Where others know it by that. */
  readonly name?: string;
  /** How its name is set, for a message. */
  readonly namedBy?: string;
}

/** The functions, by the provider that calls them. */
export interface NeededProvider {
  readonly provider: Provider;
  readonly functions: readonly HandlerFunction[];
  readonly timeout: Duration;
  readonly role: NeededRole;
}

/** All that is wrong with the functions, roles and waiters of a source. */
export function handlerProblems(factory: Construct, subject: string, providers: readonly NeededProvider[]): string[] {
  const problems = providers.flatMap(needed => [
    ...needed.functions.flatMap(handler => [...ofHandler(handler, needed)]),
    ...needed.provider.node.findAll().flatMap(child => [...child instanceof lambda.Function ? ofFramework(child, needed.timeout) : ofWaiter(child)]),
    ...ofRole(needed.role),
  ]);
  return problems.map(problem => `${subject}: ${problem}; an aspect, a property injector or an override of the app made it so: `
    + `have it leave out what is below '${factory.node.path}'`);
}

function* ofHandler(handler: HandlerFunction, { timeout, role }: NeededProvider): Iterable<string> {
  const resource = resourceOf(handler);
  if (resource === undefined) {
    return;
  }
  const { Timeout, Role, Environment } = resource.Properties ?? {};
  const named = `function '${handler.node.path}'`;
  yield* ofConcurrency(named, resource);
  if (typeof Timeout === 'number' && (Timeout < timeout.toSeconds() || Timeout > LONGEST_TIMEOUT_SECONDS)) {
    yield `${named} must have a timeout of ${timeout.toSeconds()} to ${LONGEST_TIMEOUT_SECONDS} seconds, got ${Timeout}`;
  }
  if (!same(Role, Stack.of(handler).resolve(role.role.roleArn))) {
    yield `${named} must run with the role '${role.role.node.path}', got ${show(Role)}`;
  }
  const present = Object.keys((Environment as { Variables?: object } | undefined)?.Variables ?? {});
  const needed = Object.entries(handler.variables).filter(([, value]) => Stack.of(handler).resolve(value) !== undefined).map(([name]) => name);
  const missing = needed.filter(name => !present.includes(name));
  if (missing.length > 0) {
    yield `${named} must have the environment variables ${needed.join(', ')}, got none of the name ${missing.join(', ')}`;
  }
}

function* ofFramework(own: lambda.Function, timeout: Duration): Iterable<string> {
  const resource = resourceOf(own);
  if (resource === undefined) {
    return;
  }
  const { Timeout } = resource.Properties ?? {};
  const named = `function '${own.node.path}'`;
  yield* ofConcurrency(named, resource);
  if (typeof Timeout === 'number' && Timeout <= timeout.toSeconds()) {
    yield `${named} must have a timeout of more than ${timeout.toSeconds()} seconds, those of the function that it waits for, got ${Timeout}`;
  }
}

function* ofConcurrency(named: string, { Properties }: RenderedResource): Iterable<string> {
  if (Properties?.ReservedConcurrentExecutions === 0) {
    yield `${named} must be able to run, got a reserved concurrency of 0, with which Lambda runs it never`;
  }
}

function* ofWaiter(child: IConstruct): Iterable<string> {
  if (!Resource.isCfnResource(child) || child.cfnResourceType !== 'AWS::StepFunctions::StateMachine') {
    return;
  }
  const definition = JSON.stringify(rendered(child)?.Properties?.DefinitionString ?? '').replaceAll('\\', '');
  const [interval, attempts] = ['IntervalSeconds', 'MaxAttempts'].map(key => Number(new RegExp(`"${key}":(\\d+)`).exec(definition)?.[1]));
  const needed = (WAITER_MINUTES * 60) / POLL_SECONDS;
  if (interval !== POLL_SECONDS || attempts !== needed) {
    yield `the waiter '${child.node.scope!.node.path}' must look every ${POLL_SECONDS} seconds, ${needed} times (queryInterval and totalTimeout of Provider), `
      + `because a leg of an account takes up to ${LEG_MINUTES} minutes, got every ${interval} seconds, ${attempts} times`;
  }
}

function* ofRole({ role, policies, name, namedBy = "'roleName' of AccountFactory" }: NeededRole): Iterable<string> {
  const resource = resourceOf(role);
  if (resource === undefined) {
    return;
  }
  const { RoleName, Policies = [] } = resource.Properties ?? {};
  const present = (Policies as { PolicyName?: string }[]).map(({ PolicyName }) => PolicyName);
  const missing = policies.filter(policy => !present.includes(policy));
  if (missing.length > 0) {
    yield `role '${role.node.path}' must have the inline policies ${policies.join(', ')}, got none of the name ${missing.join(', ')}`;
  }
  if (name !== undefined && !same(RoleName, Stack.of(role).resolve(name))) {
    yield `role '${role.node.path}' must have the name ${show(Stack.of(role).resolve(name))}, by which others know it, got ${show(RoleName)}; to give it another one set ${namedBy}`;
  }
}

function resourceOf(construct: IConstruct): RenderedResource | undefined {
  const child = construct.node.defaultChild;
  return child !== undefined && Resource.isCfnResource(child) ? rendered(child as CfnResource) : undefined;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
