/** What a synthesized app says about the Innovation Sandbox that it registers accounts with. */

import type { AccessSettings, SandboxSettings } from '../../src/contract';
import { MACHINE_CLIENT, partitionOf, POOL_ACCOUNT_TYPE, PoolAccountEnvironment, readSandboxes } from '../../src/contract';
import type { Assembly, AssemblyStack } from '../cloudformation/assembly';
import { Evaluator } from '../cloudformation/evaluate';
import { NO_VALUES } from '../cloudformation/given-values';
import { isRecord } from '../cloudformation/template';

/** One Innovation Sandbox as a factory of the app knows it. */
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
  /** Our own role, by the name that it is given. */
  readonly clientRoleArn?: string;
}

/** What of it can be read from the templates. */
export interface SandboxesOfApp {
  readonly sandboxes: readonly SandboxFacts[];
  /** ARNs of the roles with names of their own that the app's stacks make. */
  readonly roleArns: readonly string[];
  /** Functions whose settings are known only during the deployment. */
  readonly unreadable: boolean;
}

/** Reads the sandboxes from the settings of the functions. */
export function sandboxesOf(assembly: Assembly): SandboxesOfApp {
  const sandboxes = new Map<string, SandboxFacts>();
  let unreadable = false;
  for (const stack of assembly.stacks) {
    const resources = Object.values(stack.template.Resources ?? {});
    if (!resources.some(({ Type }) => Type === POOL_ACCOUNT_TYPE)) {
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
        if (!sandboxes.has(namespace)) {
          sandboxes.set(namespace, factsOf(namespace, entry, reader.roleArn(Properties?.Role)));
        }
      }
    }
  }
  return { sandboxes: [...sandboxes.values()], roleArns: assembly.stacks.flatMap(stack => new TemplateReader(stack).namedRoleArns()), unreadable };
}

/** Stands for the region of a stack that goes wherever it is deployed to, in settings that name it. */
const ANY_REGION = 'any-region-0';

function factsOf(namespace: string, { region, access, billingViewArn }: SandboxSettings, clientRoleArn: string | undefined): SandboxFacts {
  const known = region === ANY_REGION ? undefined : region;
  const shared = { namespace, region: known, access: access.kind, externalId: access.externalId, billingViewArn, clientRoleArn };
  return access.kind === MACHINE_CLIENT
    ? { ...shared, machineClientArn: access.roleArn, hubRoleArn: access.apiIdRoleArn, apiId: access.apiId }
    : { ...shared, hubRoleArn: access.hubRoleArn };
}

/** Values that need nothing but the template and where its stack goes. */
class TemplateReader {
  private readonly evaluator: Evaluator;

  constructor(private readonly stack: AssemblyStack) {
    const unknown = () => { throw new Error('known during the deployment only'); };
    this.evaluator = new Evaluator({
      stackName: stack.name,
      stackId: stack.name,
      account: stack.account ?? '',
      region: stack.region ?? ANY_REGION,
      partition: partitionOf(stack.region),
      template: stack.template,
      reference: unknown,
      attribute: unknown,
      importValue: unknown,
      stackOutput: unknown,
      assume: () => undefined,
      given: NO_VALUES,
      passed: stack.parameters ?? {},
      isLenient: true,
    });
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
