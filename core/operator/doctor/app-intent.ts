/** What an app is about to deploy, read from the templates of its assembly. Values that CloudFormation computes count as unknown. */

import type { AccessSettings } from '../../../src/contract';
import { FUNCTION_LABEL, FunctionLabel, LAST_LEG, PoolAccountEnvironment, PoolAccountProperty, readSandboxes, UnreadableSandboxes } from '../../../src/contract';
import { declaredAccounts, isRecord } from '../declared';
import type { SnapshotDeclared } from '../snapshot';

export interface AppIntent {
  readonly stacks: readonly StackIntent[];
}

/** A stack of the app that declares accounts, or holds a factory. */
export interface StackIntent {
  readonly name: string;
  /** The last leg of each account. */
  readonly accounts: readonly SnapshotDeclared[];
  /** Of the factories in it. */
  readonly factories: readonly FactoryIntent[];
  readonly runtimes: readonly string[];
}

/** The settings of a factory, as far as the template says them. */
export interface FactoryIntent {
  readonly holdingUnitId?: string;
  readonly ssoUserEmail?: string;
  readonly concurrency?: number;
  readonly sandboxes: readonly SandboxIntent[];
}

export interface SandboxIntent {
  readonly namespace: string;
  readonly region: string;
  readonly access: AccessSettings;
  readonly billingViewArn?: string;
}

const FUNCTION_TYPE = 'AWS::Lambda::Function';

/** What a template is about to deploy as a stack of that name. */
export function stackIntent(name: string, template: unknown): StackIntent {
  const resources = isRecord(template) && isRecord(template.Resources) ? Object.values(template.Resources) : [];
  const ours = resources.flatMap(resource => {
    const properties = isRecord(resource) && resource.Type === FUNCTION_TYPE && isRecord(resource.Properties) ? resource.Properties : {};
    const environment = isRecord(properties.Environment) && isRecord(properties.Environment.Variables) ? properties.Environment.Variables : {};
    return environment[FUNCTION_LABEL] === undefined ? [] : [{ runtime: properties.Runtime, environment }];
  });
  return {
    name,
    accounts: declaredAccounts(template).filter(({ leg }) => leg === LAST_LEG),
    factories: ours.filter(({ environment }) => environment[FUNCTION_LABEL] === FunctionLabel.IS_COMPLETE)
      .map(({ environment }) => factoryOf(environment)),
    runtimes: [...new Set(ours.flatMap(({ runtime }) => (typeof runtime === 'string' ? [runtime] : [])))],
  };
}

function factoryOf(environment: Readonly<Record<string, unknown>>): FactoryIntent {
  const text = (variable: PoolAccountEnvironment): string | undefined => {
    const value = environment[variable];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const concurrency = Number(text(PoolAccountEnvironment.CONCURRENCY));
  const [holdingUnitId, ssoUserEmail] = [text(PoolAccountEnvironment.HOLDING_ORGANIZATIONAL_UNIT_ID), text(PoolAccountEnvironment.SSO_USER_EMAIL)];
  return {
    ...(holdingUnitId === undefined ? {} : { holdingUnitId }),
    ...(ssoUserEmail === undefined ? {} : { ssoUserEmail }),
    ...(Number.isNaN(concurrency) ? {} : { concurrency }),
    sandboxes: sandboxesOf(text(PoolAccountEnvironment.SANDBOXES)),
  };
}

/** None, if the text is computed in part. */
function sandboxesOf(json: string | undefined): SandboxIntent[] {
  try {
    return Object.entries(readSandboxes(json)).map(([namespace, { region, access, billingViewArn }]) =>
      ({ namespace, region, access, ...(billingViewArn === undefined ? {} : { billingViewArn }) }));
  } catch (error) {
    if (error instanceof UnreadableSandboxes) {
      return [];
    }
    throw error;
  }
}

/** All factories of an app. */
export function factoriesOf(app: AppIntent | undefined): readonly FactoryIntent[] {
  return (app?.stacks ?? []).flatMap(({ factories }) => factories);
}

/** All sandboxes that an app names. */
export function sandboxesOfApp(app: AppIntent | undefined): readonly SandboxIntent[] {
  return factoriesOf(app).flatMap(({ sandboxes }) => sandboxes);
}

/** Keys of the tags that an app gives its accounts, each once. */
export function costTagsOf(app: AppIntent | undefined): readonly string[] {
  const tags = (app?.stacks ?? []).flatMap(({ accounts }) => accounts).flatMap(({ properties }) => properties[PoolAccountProperty.TAGS] ?? []);
  const keys = tags.flatMap(tag => (isRecord(tag) && typeof tag.Key === 'string' ? tag.Key : []));
  return [...new Set(keys)].sort();
}
