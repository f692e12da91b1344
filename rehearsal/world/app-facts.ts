/** What a synthesized app says about the organization that it will be deployed into. */

import type { SandboxesOfApp } from './sandbox-facts';
import { isOurs, sandboxesOf } from './sandbox-facts';
import { POOL_ACCOUNT_TYPE, PoolAccountEnvironment, PoolAccountProperty } from '../../src/contract';
import type { Assembly, AssemblyStack } from '../cloudformation/assembly';
import type { GivenValues } from '../cloudformation/given-values';
import { givenParameter, NO_VALUES } from '../cloudformation/given-values';
import type { TemplateResource } from '../cloudformation/template';
import { isRecord } from '../cloudformation/template';
import { templateEvaluator, withNested } from '../cloudformation/with-nested';

/** An account that the app takes into the pool instead of creating one. */
export interface ExistingAccount {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
}

/** Only what is written in the templates; a value that CloudFormation computes is not known here. */
export interface AppFacts {
  /** The accounts and Regions of the stacks that declare pool accounts, in the order of deployment. */
  readonly managementAccountIds: readonly string[];
  readonly regions: readonly string[];
  readonly holdingOrganizationalUnitIds: readonly string[];
  /** The most operations at a time that a factory of the app is set to. */
  readonly concurrency?: number;
  readonly existingAccounts: readonly ExistingAccount[];
  readonly accountNames: readonly string[];
  /** The Innovation Sandboxes that accounts are registered with. */
  readonly sandboxes: SandboxesOfApp;
}

/** Reads the facts from the templates; `parameters` are values that somebody gives. */
export function appFacts(assembly: Assembly, parameters: GivenValues['parameters'] = {}): AppFacts {
  const stacks = withNested(assembly.stacks, parameters).map(stack => ({
    ...stack,
    resources: presentIn(stack, parameters)
      .map(resource => ({ ...resource, Properties: withParameters(resource.Properties, stack, parameters) })),
  }));
  const ours = stacks.filter(({ resources }) => isOurs(resources.map(({ Type }) => Type)));
  const ourResources = ours.flatMap(stack => stack.resources);
  const environments = ourResources
    .filter(resource => resource.Type === 'AWS::Lambda::Function')
    .map(resource => variablesOf(resource.Properties));
  const legs = ourResources.filter(resource => resource.Type === POOL_ACCOUNT_TYPE).map(resource => resource.Properties ?? {});
  const concurrencies = environments
    .map(variables => Number(variables[PoolAccountEnvironment.CONCURRENCY]))
    .filter(value => Number.isInteger(value));

  const existing = new Map<string, ExistingAccount>();
  for (const leg of legs) {
    const id = text(leg[PoolAccountProperty.EXISTING_ACCOUNT_ID]);
    if (id !== undefined && !existing.has(id)) {
      existing.set(id, { id, name: text(leg[PoolAccountProperty.ACCOUNT_NAME]), email: text(leg[PoolAccountProperty.ACCOUNT_EMAIL]) });
    }
  }
  return {
    managementAccountIds: texts(ours.map(stack => stack.account)),
    regions: texts(ours.map(stack => stack.region)),
    holdingOrganizationalUnitIds: texts(environments.map(variables => variables[PoolAccountEnvironment.HOLDING_ORGANIZATIONAL_UNIT_ID])),
    concurrency: concurrencies.length > 0 ? Math.max(...concurrencies) : undefined,
    existingAccounts: [...existing.values()],
    accountNames: texts(legs.map(leg => leg[PoolAccountProperty.ACCOUNT_NAME])),
    sandboxes: sandboxesOf(assembly),
  };
}

/** All but those whose condition is known not to hold. */
function presentIn(stack: AssemblyStack, parameters: GivenValues['parameters']): TemplateResource[] {
  const resources = Object.values(stack.template.Resources ?? {});
  const conditions = new Set(resources.flatMap(({ Condition }) => Condition ?? []));
  if (conditions.size === 0) {
    return resources;
  }
  const evaluator = templateEvaluator(stack, parameters);
  const absent = new Set([...conditions].filter(condition => {
    try {
      return !evaluator.holds(condition);
    } catch {
      // Only the deployment can tell.
      return false;
    }
  }));
  return resources.filter(({ Condition }) => Condition === undefined || !absent.has(Condition));
}

/** The same, with parameters replaced by their values, where they have some already. */
function withParameters<T>(value: T, stack: AssemblyStack, parameters: GivenValues['parameters']): T {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => withParameters(item, stack, parameters)) as T;
  }
  if (!isRecord(value)) {
    return value;
  }
  const name = Object.keys(value).length === 1 && typeof value.Ref === 'string' ? value.Ref : undefined;
  const parameter = name === undefined ? undefined : stack.template.Parameters?.[name];
  if (name !== undefined && parameter !== undefined && !parameter.Type.startsWith('AWS::SSM::')) {
    return (stack.parameters?.[name] ?? givenParameter({ ...NO_VALUES, parameters }, stack.name, name) ?? parameter.Default ?? value) as T;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withParameters(inner, stack, parameters)])) as T;
}

function variablesOf(properties: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const environment = properties.Environment;
  const variables = isRecord(environment) ? environment.Variables : undefined;
  return isRecord(variables) ? variables : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function texts(values: readonly unknown[]): string[] {
  return [...new Set(values.map(text).filter(value => value !== undefined))];
}
