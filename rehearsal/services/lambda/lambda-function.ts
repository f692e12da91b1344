/** AWS::Lambda::Function: runs the code that the assembly brings, unmodified. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Concurrency } from './concurrency';
import { checkFunction } from './function-checks';
import { actingVariables } from './function-facts';
import { uuidOf } from '../../cloudformation/identifiers';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent, StackRecord } from '../../cloudformation/stacks-state';
import { isRecord } from '../../cloudformation/template';
import type { FunctionHost, InvocationOutcome } from '../../kernel/function-host';
import { ApiError, UnknownToRehearsal, UnusableInput } from '../../kernel/types';
import type { Keys } from '../kms/keys';
import type { RoleRegister } from '../ports';

/** Lambda's own default, in seconds. */
const DEFAULT_TIMEOUT = 3;

/** The S3 key of a function's code, if it isn't inline. */
export function assetKey({ Code: code }: Readonly<Record<string, unknown>>): string | undefined {
  return isRecord(code) && typeof code.S3Key === 'string' ? code.S3Key : undefined;
}

/** Makes functions known to the host. */
export class FunctionType implements ResourceType {
  public readonly seconds = 8;
  public readonly createOnly = ['FunctionName', 'PackageType'];
  public readonly name = { property: 'FunctionName', scope: 'region' } as const;
  private readonly concurrency = new Concurrency();
  /** Roles and keys of functions whose environments are encrypted with a key of the customer. */
  private readonly encrypted = new Map<string, { readonly roleArn: string; readonly keyArn: string }>();
  private readonly withoutCode = new Map<string, string>();
  /** Functions that are run for whatever AWS would run them for. */
  private readonly rehearsed = new Set<string>();

  constructor(
    private readonly host: FunctionHost,
    private readonly iam: Pick<RoleRegister, 'role' | 'permits'>,
    private readonly keys: Pick<Keys, 'knows' | 'mayDecrypt'>,
    private readonly partition: string,
    private readonly isRehearsed: (environment: Readonly<Record<string, string>>) => boolean,
  ) {}

  public has(arn: string): boolean {
    return this.host.has(arn);
  }

  /** Whether events run it. One of somebody else's may do anything, of which no account depends on a thing: what would be sent to it is counted. */
  public runsOnEvents(arn: string): boolean {
    return this.rehearsed.has(arn);
  }

  public grants(properties: Readonly<Record<string, unknown>>): string[] {
    const [role, key] = [String(properties.Role), properties.KmsKeyArn];
    return [
      ...key !== undefined && !this.keys.knows(String(key))
        ? ['nobody knows whether its role may decrypt with the key of its environment (KmsKeyArn), which none of the rehearsed stacks makes: if it may not, the function never runs'] : [],
      ...this.iam.role(role) === undefined ? [`its role ${role} is made by none of the rehearsed stacks: taken to exist and to be allowed what it asks for`] : [],
      ...actingVariables(properties),
    ];
  }

  public assetKey(properties: Readonly<Record<string, unknown>>): string | undefined {
    return assetKey(properties);
  }

  public put(place: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const where = `${place.stack.name}/${place.logicalId}`;
    const name = current?.physicalId ?? (text(properties, 'FunctionName') || place.generatedName);
    const arn = `arn:${this.partition}:lambda:${place.stack.region}:${place.stack.account}:function:${name}`;
    const runtime = text(properties, 'Runtime');
    if (!runtime.startsWith('nodejs')) {
      throw new UnknownToRehearsal(`the function ${where} runs on '${runtime || 'a container image'}', and the rehearsal runs Node.js functions only.`);
    }
    checkFunction(properties, place.stack.region, this.iam);
    const key = this.assetKey(properties);
    const codeDirectory = key === undefined ? undefined : place.assetDirectory(key);
    if (key !== undefined && codeDirectory === undefined) {
      throw new UnknownToRehearsal(`the code of the function ${where} is the object '${key}', which is no directory asset of this assembly; the rehearsal runs code from directory assets and inline code.`);
    }
    const content = { physicalId: name, properties, attributes: { Arn: arn }, codeDirectory };
    this.restore(content, place.stack);
    return content;
  }

  public remove(content: ResourceContent): void {
    this.withoutCode.delete(String(content.attributes.Arn));
    this.rehearsed.delete(String(content.attributes.Arn));
    this.host.remove(String(content.attributes.Arn));
  }

  /** Where the code is gone, the function is made known without it: that matters only when somebody calls it. */
  public restore({ physicalId, properties, attributes, codeDirectory }: ResourceContent, stack: StackRecord): void {
    const arn = String(attributes.Arn);
    const directory = codeDirectory ?? inlineDirectory(properties);
    this.withoutCode.delete(arn);
    if (!fs.existsSync(directory)) {
      this.withoutCode.set(arn, `the code of the function ${physicalId} (stack ${stack.name}) is neither in this assembly nor at ${directory}, where an earlier rehearsal found it; rehearse an assembly that still has it, or begin with a new state file.`);
      this.host.remove(arn);
      return;
    }
    const { KmsKeyArn: key, ReservedConcurrentExecutions: reserved } = properties;
    this.encrypted.delete(arn);
    if (key !== undefined) {
      this.encrypted.set(arn, { roleArn: text(properties, 'Role'), keyArn: String(key) });
    }
    this.concurrency.reserve(arn, reserved === undefined ? undefined : Number(reserved));
    const variables = isRecord(properties.Environment) && isRecord(properties.Environment.Variables) ? properties.Environment.Variables : {};
    const environment = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
    if (this.isRehearsed(environment)) {
      this.rehearsed.add(arn);
    } else {
      this.rehearsed.delete(arn);
    }
    this.host.define({
      arn,
      name: physicalId!,
      roleArn: text(properties, 'Role'),
      accountId: stack.account,
      region: stack.region,
      codeDirectory: directory,
      handler: text(properties, 'Handler'),
      environment,
      timeoutSeconds: Number(properties.Timeout ?? DEFAULT_TIMEOUT),
      ...logLevelOf(properties),
      ...logGroupOf(properties),
    });
  }

  /** Lambda's refusal to run a function whose environment its role may not decrypt. */
  public unreadable(arn: string): ApiError | undefined {
    const encrypted = this.encrypted.get(arn);
    if (encrypted === undefined || this.keys.mayDecrypt(encrypted.keyArn, encrypted) !== false) {
      return undefined;
    }
    return new ApiError('KMSAccessDeniedException', 'Lambda was unable to decrypt the environment variables because KMS access was denied. Please check the function\'s KMS key settings. '
      + `KMS Exception: AccessDeniedException KMS Message: the role ${encrypted.roleArn} is not authorized to perform: kms:Decrypt on resource: ${encrypted.keyArn}`, 502);
  }

  /** Whether Lambda would turn one more invocation away now, to try the event again later. */
  public throttles(arn: string): boolean {
    return this.unreadable(arn) !== undefined || this.concurrency.throttles(arn);
  }

  /** Runs the function; `done` is called as an event of the clock. Who calls it has asked {@link throttles}. */
  public invoke(arn: string, event: unknown, done: (outcome: InvocationOutcome) => void): void {
    this.host.invoke(arn, event, this.concurrency.counted(arn, done));
  }

  /** Throws UnusableInput when a function that is about to be called has lost its code. */
  public requireCode(arn: string): void {
    const sentence = this.withoutCode.get(arn);
    if (sentence !== undefined) {
      throw new UnusableInput(sentence);
    }
  }
}

function logGroupOf({ LoggingConfig: logging }: Record<string, unknown>): { logGroup?: string } {
  return isRecord(logging) && text(logging, 'LogGroup') !== '' ? { logGroup: text(logging, 'LogGroup') } : {};
}

/** Lambda takes a level only beside the format JSON. */
function logLevelOf({ LoggingConfig: logging }: Record<string, unknown>): { logLevel?: string } {
  return isRecord(logging) && logging.LogFormat === 'JSON' ? { logLevel: text(logging, 'ApplicationLogLevel') || 'INFO' } : {};
}

/** The folder for inline code, made when it is first needed and removed with the process. */
let inlineRoot: string | undefined;

/** Writes a function's inline code to a directory, as Lambda would; equal code has one directory. */
function inlineDirectory(properties: Record<string, unknown>): string {
  const code = isRecord(properties.Code) ? text(properties.Code, 'ZipFile') : '';
  if (inlineRoot === undefined) {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'account-robot-inline-'));
    process.once('exit', () => fs.rmSync(root, { recursive: true, force: true }));
    inlineRoot = root;
  }
  const directory = path.join(inlineRoot, uuidOf(code));
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(path.join(directory, 'index.js'), code);
  return directory;
}
