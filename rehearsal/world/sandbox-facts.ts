/** What a synthesized app says about the Innovation Sandbox that it registers accounts with. */

import type { AccessSettings, SandboxSettings } from '../../src/contract';
import { FACTORY_PORTFOLIO_TYPE, MACHINE_CLIENT, partitionOf, POOL_ACCOUNT_TYPE, PoolAccountEnvironment, readSandboxes } from '../../src/contract';
import type { Assembly, AssemblyStack } from '../cloudformation/assembly';
import type { Evaluator } from '../cloudformation/evaluate';
import { isRecord } from '../cloudformation/template';
import { ANY_REGION, templateEvaluator, withNested } from '../cloudformation/with-nested';

/** One Innovation Sandbox as the factories of the app know it. */
export interface SandboxFacts {
  readonly namespace: string;
  readonly region?: string;
  readonly access: AccessSettings['kind'];
  /** Of the machine client. */
  readonly machineClientArn?: string;
  /** The role in the hub that `SandboxHubAccess` makes, if one is used. */
  readonly hubRoleArn?: string;
  readonly externalId?: string;
  readonly apiId?: string;
  readonly billingViewArn?: string;
  /** Our own roles, one for each factory, by the names that they are given. */
  readonly clientRoleArns: readonly string[];
  /** Factories of the app that get there say different things of it. */
  readonly isDisputed?: boolean;
}

/** What of it can be read from the templates. */
export interface SandboxesOfApp {
  readonly sandboxes: readonly SandboxFacts[];
  /** ARNs of the roles with names of their own that the app's stacks make. */
  readonly roleArns: readonly string[];
  /** Functions whose settings are known only during the deployment. */
  readonly unreadable: boolean;
}

/** Whether resources of such types are accounts of ours, or the factory of accounts that stand elsewhere. */
export function isOurs(types: readonly string[]): boolean {
  return types.some(type => type === POOL_ACCOUNT_TYPE || type === FACTORY_PORTFOLIO_TYPE);
}

/** Reads the sandboxes from the settings of the functions. */
export function sandboxesOf(assembly: Assembly): SandboxesOfApp {
  const sandboxes = new Map<string, SandboxFacts>();
  let unreadable = false;
  const stacks = withNested(assembly.stacks);
  for (const stack of stacks) {
    const resources = Object.values(stack.template.Resources ?? {});
    if (!isOurs(resources.map(({ Type }) => Type))) {
      continue;
    }
    const reader = new TemplateReader(stack);
    for (const { Properties } of resources.filter(({ Type }) => Type === 'AWS::Lambda::Function')) {
      const variables = isRecord(Properties?.Environment) ? Properties.Environment.Variables : undefined;
      const declared = isRecord(variables) ? variables[PoolAccountEnvironment.SANDBOXES] : undefined;
      if (declared === undefined || declared === '') {
        continue;
      }
      const settings = settingsOf(reader.value(declared));
      unreadable ||= settings === undefined;
      for (const [namespace, entry] of Object.entries(settings ?? {})) {
        const facts = factsOf(namespace, entry, reader.roleArn(Properties?.Role));
        const known = sandboxes.get(namespace);
        sandboxes.set(namespace, known === undefined ? facts : joined(known, facts));
      }
    }
  }
  return { sandboxes: [...sandboxes.values()], roleArns: stacks.flatMap(stack => new TemplateReader(stack).namedRoleArns()), unreadable };
}

function factsOf(namespace: string, { region, access, billingViewArn }: SandboxSettings, clientRoleArn: string | undefined): SandboxFacts {
  const known = region === ANY_REGION ? undefined : region;
  const clientRoleArns = clientRoleArn === undefined ? [] : [clientRoleArn];
  const shared = { namespace, region: known, access: access.kind, externalId: access.externalId, billingViewArn, clientRoleArns };
  return access.kind === MACHINE_CLIENT
    ? { ...shared, machineClientArn: access.roleArn, hubRoleArn: access.apiIdRoleArn, apiId: access.apiId }
    : { ...shared, hubRoleArn: access.hubRoleArn };
}

/** What a sandbox has one of. */
const COMPARED = ['region', 'access', 'machineClientArn', 'hubRoleArn', 'externalId', 'apiId'] as const;

/** What two factories know of one sandbox: the first one's word, and what only the second one says. */
function joined(first: SandboxFacts, second: SandboxFacts): SandboxFacts {
  const said = Object.fromEntries(Object.entries(first).filter(([, value]) => value !== undefined));
  const differ = (name: typeof COMPARED[number]) => first[name] !== undefined && second[name] !== undefined && first[name] !== second[name];
  const isDisputed = first.isDisputed === true || COMPARED.some(differ);
  return {
    ...second,
    ...said as SandboxFacts,
    clientRoleArns: [...new Set([...first.clientRoleArns, ...second.clientRoleArns])],
    ...isDisputed ? { isDisputed } : {},
  };
}

/** Values that need nothing but the template and where its stack goes. */
class TemplateReader {
  private readonly evaluator: Evaluator;

  constructor(private readonly stack: AssemblyStack) {
    this.evaluator = templateEvaluator(stack);
  }

  /** Undefined for what can't be known before the deployment. */
  public value(declared: unknown): unknown {
    try {
      return this.evaluator.evaluate(declared, this.stack.name);
    } catch {
      return undefined;
    }
  }

  /** The ARN of a role with a name of its own, from the function's `Role`. */
  public roleArn(role: unknown): string | undefined {
    const attribute = isRecord(role) ? role['Fn::GetAtt'] : undefined;
    const logicalId = Array.isArray(attribute) ? String(attribute[0]) : undefined;
    return logicalId === undefined ? text(this.value(role)) : this.arnOfNamed(logicalId);
  }

  public namedRoleArns(): string[] {
    return Object.keys(this.stack.template.Resources ?? {}).flatMap(logicalId => this.arnOfNamed(logicalId) ?? []);
  }

  private arnOfNamed(logicalId: string): string | undefined {
    const resource = this.stack.template.Resources?.[logicalId];
    const name = resource?.Type === 'AWS::IAM::Role' ? text(this.value(resource.Properties?.RoleName)) : undefined;
    if (name === undefined || this.stack.account === undefined) {
      return undefined;
    }
    return `arn:${partitionOf(this.stack.region)}:iam::${this.stack.account}:role${text(this.value(resource?.Properties?.Path)) ?? '/'}${name}`;
  }
}

/** Undefined for what the functions couldn't read either. */
function settingsOf(value: unknown): Readonly<Record<string, SandboxSettings>> | undefined {
  try {
    return typeof value === 'string' ? readSandboxes(value) : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
