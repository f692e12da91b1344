/**
 * Evaluates the intrinsic functions of a template.
 *
 * What a function needs to know of resources and of other stacks comes through {@link Scope}. A function that isn't
 * known here ends the rehearsal with a sentence: a guessed value would make everything after it worthless.
 */

import { cidrBlocks } from './cidr';
import type { GivenValues } from './given-values';
import { givenParameter, withReferences } from './given-values';
import { subReferences } from './references';
import type { Template } from './template';
import { isRecord, Refusal } from './template';
import { dnsSuffixOf } from '../../src/contract';
import { UnknownToRehearsal } from '../kernel/types';

/** What the evaluation of one stack's template can see. */
export interface Scope {
  readonly stackName: string;
  /** What messages call a nested stack; others go by their names. */
  readonly label?: string;
  readonly stackId: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly template: Template;
  readonly given: GivenValues;
  /** Values of parameters that the CDK's command passes on. */
  readonly passed: Readonly<Record<string, string>>;
  /** Why parameters of a nested stack are without the values that they are passed. */
  readonly unknownParameters?: Readonly<Record<string, string>>;
  /** Whether a parameter may be without a value: then it matters only to whoever reads it. */
  readonly isLenient: boolean;
  /** The physical id of a resource. */
  reference(logicalId: string, place: string): unknown;
  /** An attribute of a resource. */
  attribute(logicalId: string, name: string, place: string): unknown;
  /** A value that another stack exports. */
  importValue(name: string, place: string): unknown;
  /** The value of an output of another stack, wherever that is. */
  stackOutput(output: StackOutput, place: string): unknown;
  /** Notes that something is taken for granted. */
  assume(reason: string): void;
}

/** Which output of which stack. */
export interface StackOutput {
  readonly stackName: string;
  readonly outputName: string;
  readonly region: string;
  /** The account of the role that reads it; undefined for the stack's own. */
  readonly account?: string;
}

/** A value that can't be had although every function is known; the resource that needs it fails with AWS's words. */
export class EvaluationFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EvaluationFailure';
  }
}

/** The result of `AWS::NoValue`: whoever contains it leaves it out. */
const NO_VALUE = Symbol('AWS::NoValue');

/** Evaluates values of one template. */
export class Evaluator {
  private readonly parameters: ReadonlyMap<string, unknown>;

  /** Throws {@link Refusal} when a parameter has no value. */
  constructor(private readonly scope: Scope) {
    this.parameters = parameterValues(scope);
  }

  /** The value with every function replaced by its result; undefined where the template says `AWS::NoValue`. */
  public evaluate(value: unknown, place: string): unknown {
    const result = this.resolve(value, place);
    return result === NO_VALUE ? undefined : result;
  }

  /** Whether a named condition holds; an absent name always does. */
  public holds(condition: string | undefined): boolean {
    if (condition === undefined) {
      return true;
    }
    const conditions = this.scope.template.Conditions ?? {};
    if (!(condition in conditions)) {
      throw new Refusal(`Template format error: Unresolved condition dependency ${condition} in the Conditions block of the template`);
    }
    return this.truth(conditions[condition], `${this.scope.label ?? this.scope.stackName}: Conditions.${condition}`);
  }

  private resolve(value: unknown, place: string): unknown {
    if (typeof value === 'string') {
      return this.text(value, place);
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => this.resolve(item, `${place}[${index}]`)).filter(item => item !== NO_VALUE);
    }
    if (!isRecord(value)) {
      return value;
    }
    const keys = Object.keys(value);
    if (keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'))) {
      return this.call(keys[0], value[keys[0]], place);
    }
    const resolved: Record<string, unknown> = {};
    for (const key of keys) {
      const inner = this.resolve(value[key], `${place}.${key}`);
      if (inner !== NO_VALUE) {
        resolved[key] = inner;
      }
    }
    return resolved;
  }

  private text(value: string, place: string): string {
    if (!value.includes('{{resolve:')) {
      return value;
    }
    const { text, unknown } = withReferences(this.scope.given, value);
    if (unknown !== undefined) {
      throw new UnknownToRehearsal(`${place} holds the dynamic reference '${unknown}', and the rehearsal cannot look it up; say its value in the world file (values.${/^\{\{resolve:ssm/.test(unknown) ? 'ssmParameters or values.' : ''}dynamicReferences), or use a plain value.`);
    }
    return text;
  }

  private call(name: string, argument: unknown, place: string): unknown {
    switch (name) {
      case 'Ref': return this.ref(String(argument), place);
      case 'Fn::GetAtt': return this.getAtt(argument, place);
      case 'Fn::Sub': return this.sub(argument, place);
      case 'Fn::Join': return this.join(argument, place);
      case 'Fn::Select': return this.select(argument, place);
      case 'Fn::Split': return this.split(argument, place);
      case 'Fn::If': return this.choose(argument, place);
      case 'Fn::FindInMap': return this.findInMap(argument, place);
      case 'Fn::Base64': return Buffer.from(this.string(argument, place, name), 'utf8').toString('base64');
      case 'Fn::GetStackOutput': return this.getStackOutput(argument, place);
      case 'Fn::Cidr': return this.cidr(argument, place);
      case 'Fn::GetAZs': return this.zones(argument, place);
      case 'Fn::Length': return this.list(argument, place, name).length;
      case 'Fn::ToJsonString': return JSON.stringify(this.evaluate(argument, place));
      case 'Fn::ImportValue': return this.scope.importValue(this.string(argument, place, name), place);
      case 'Fn::Equals':
      case 'Fn::And':
      case 'Fn::Or':
      case 'Fn::Not':
        return this.truth({ [name]: argument }, place);
      default:
        throw new UnknownToRehearsal(`the rehearsal does not know the intrinsic function ${name}, used at ${place}; replace it by a value or by a function it knows (Ref, GetAtt, Sub, Join, Select, Split, If, FindInMap, ImportValue, GetStackOutput, Base64, Cidr, GetAZs, Length, ToJsonString).`);
    }
  }

  private ref(name: string, place: string): unknown {
    if (name.startsWith('AWS::')) {
      return this.pseudo(name, place);
    }
    const parameter = this.scope.template.Parameters?.[name];
    if (parameter === undefined) {
      return this.scope.reference(name, place);
    }
    const reason = this.scope.unknownParameters?.[name];
    if (reason !== undefined) {
      throw new UnknownToRehearsal(reason);
    }
    if (!this.parameters.has(name)) {
      throw new UnknownToRehearsal(`${place} reads the parameter ${name} of type ${parameter.Type}, whose value only AWS knows; say it with --parameters ${this.scope.stackName}:${name}=VALUE or in the world file (values.${parameter.Type.startsWith(SSM_TYPE) ? `ssmParameters, '${String(parameter.Default)}'` : 'parameters'}).`);
    }
    return this.parameters.get(name);
  }

  private pseudo(name: string, place: string): unknown {
    switch (name) {
      case 'AWS::AccountId': return this.scope.account;
      case 'AWS::Region': return this.scope.region;
      case 'AWS::Partition': return this.scope.partition;
      case 'AWS::StackName': return this.scope.stackName;
      case 'AWS::StackId': return this.scope.stackId;
      case 'AWS::URLSuffix': return dnsSuffixOf(this.scope.region);
      case 'AWS::NotificationARNs': return [];
      case 'AWS::NoValue': return NO_VALUE;
      default: throw new UnknownToRehearsal(`the rehearsal does not know the pseudo parameter ${name}, used at ${place}.`);
    }
  }

  private getAtt(argument: unknown, place: string): unknown {
    if (typeof argument === 'string') {
      const dot = argument.indexOf('.');
      return this.scope.attribute(argument.slice(0, dot), argument.slice(dot + 1), place);
    }
    const [logicalId, name] = this.tuple(argument, 2, place, 'Fn::GetAtt');
    return this.scope.attribute(String(logicalId), this.string(name, place, 'Fn::GetAtt'), place);
  }

  private sub(argument: unknown, place: string): string {
    const [pattern, variables] = Array.isArray(argument) ? [String(argument[0]), argument[1] ?? {}] : [String(argument), {}];
    if (!isRecord(variables)) {
      throw this.malformed('Fn::Sub', place, argument);
    }
    return this.text(subReferences(pattern).map(piece => {
      if (piece.literal !== undefined) {
        return piece.literal;
      }
      const { name, attribute } = piece;
      const whole = attribute === undefined ? name : `${name}.${attribute}`;
      if (whole in variables) {
        return this.string(variables[whole], place, 'Fn::Sub');
      }
      return this.scalar(attribute === undefined ? this.ref(name, place) : this.scope.attribute(name, attribute, place), place, 'Fn::Sub');
    }).join(''), place);
  }

  private join(argument: unknown, place: string): string {
    const [separator, list] = this.tuple(argument, 2, place, 'Fn::Join');
    return this.list(list, place, 'Fn::Join').map(item => this.scalar(item, place, 'Fn::Join')).join(String(separator));
  }

  private select(argument: unknown, place: string): unknown {
    const [index, list] = this.tuple(argument, 2, place, 'Fn::Select');
    const items = this.list(list, place, 'Fn::Select');
    const position = Number(this.resolve(index, place));
    if (!Number.isInteger(position) || position < 0 || position >= items.length) {
      throw new EvaluationFailure(`Template error: Fn::Select cannot select nonexistent value at index ${String(position)}`);
    }
    return items[position];
  }

  private split(argument: unknown, place: string): string[] {
    const [separator, text] = this.tuple(argument, 2, place, 'Fn::Split');
    return this.string(text, place, 'Fn::Split').split(String(separator));
  }

  private choose(argument: unknown, place: string): unknown {
    const [condition, yes, no] = this.tuple(argument, 3, place, 'Fn::If');
    return this.resolve(this.holds(String(condition)) ? yes : no, place);
  }

  /** The transform AWS::LanguageExtensions knows a fourth argument, the value for a key that isn't there. */
  private findInMap(argument: unknown, place: string): unknown {
    const items = Array.isArray(argument) && argument.length === 4 ? argument : this.tuple(argument, 3, place, 'Fn::FindInMap');
    const [map, first, second] = items.slice(0, 3).map(item => this.string(item, place, 'Fn::FindInMap'));
    const otherwise: unknown = items[3];
    const value = this.scope.template.Mappings?.[map]?.[first]?.[second];
    if (value === undefined && isRecord(otherwise) && 'DefaultValue' in otherwise) {
      return this.resolve(otherwise.DefaultValue, place);
    }
    if (value === undefined) {
      throw new Refusal(`Template error: Unable to get mapping for ${map}::${first}::${second}`);
    }
    return value;
  }

  private getStackOutput(argument: unknown, place: string): unknown {
    if (!isRecord(argument) || argument.StackName === undefined || argument.OutputName === undefined) {
      throw this.malformed('Fn::GetStackOutput', place, argument);
    }
    const part = (name: string) => argument[name] === undefined ? undefined : this.string(argument[name], place, 'Fn::GetStackOutput');
    return this.scope.stackOutput({
      stackName: part('StackName')!,
      outputName: part('OutputName')!,
      region: part('Region') ?? this.scope.region,
      account: part('RoleArn')?.split(':')[4],
    }, place);
  }

  private cidr(argument: unknown, place: string): string[] {
    const items = Array.isArray(argument) ? argument : [];
    const [block, count, bits] = items.map(item => this.string(item, place, 'Fn::Cidr'));
    if (items.length !== 3) {
      throw this.malformed('Fn::Cidr', place, argument);
    }
    if (block.includes(':')) {
      throw new UnknownToRehearsal(`${place} cuts the block ${block} with Fn::Cidr, and the rehearsal does that with IPv4 only; use plain values.`);
    }
    return cidrBlocks(block, Number(count), Number(bits)) ?? this.refuse(this.malformed('Fn::Cidr', place, argument));
  }

  private zones(argument: unknown, place: string): string[] {
    const region = this.string(argument, place, 'Fn::GetAZs') || this.scope.region;
    const zones = ['a', 'b', 'c'].map(letter => `${region}${letter}`);
    this.scope.assume(`the availability zones of ${region} are ${zones.join(', ')}`);
    return zones;
  }

  private refuse(refusal: Refusal): never {
    throw refusal;
  }

  /** Conditions have functions of their own, and name each other. */
  private truth(value: unknown, place: string): boolean {
    if (isRecord(value) && Object.keys(value).length === 1) {
      const [name, argument] = Object.entries(value)[0];
      const items = Array.isArray(argument) ? argument : [argument];
      switch (name) {
        case 'Condition': return this.holds(String(argument));
        case 'Fn::Equals': {
          const [left, right] = this.tuple(argument, 2, place, name);
          return this.string(left, place, name) === this.string(right, place, name);
        }
        case 'Fn::And': return items.every(item => this.truth(item, place));
        case 'Fn::Or': return items.some(item => this.truth(item, place));
        case 'Fn::Not': return !this.truth(items[0], place);
        default: break;
      }
    }
    const resolved = this.resolve(value, place);
    if (resolved === true || resolved === 'true') {
      return true;
    }
    if (resolved === false || resolved === 'false') {
      return false;
    }
    throw this.malformed('condition', place, value);
  }

  private tuple(argument: unknown, length: number, place: string, name: string): unknown[] {
    if (!Array.isArray(argument) || argument.length !== length) {
      throw this.malformed(name, place, argument);
    }
    return argument;
  }

  private list(value: unknown, place: string, name: string): unknown[] {
    const resolved = this.resolve(value, place);
    if (!Array.isArray(resolved)) {
      throw this.malformed(name, place, value);
    }
    return resolved;
  }

  private string(value: unknown, place: string, name: string): string {
    return this.scalar(this.resolve(value, place), place, name);
  }

  private scalar(value: unknown, place: string, name: string): string {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return String(value);
    }
    if (Array.isArray(value) && value.every(item => typeof item === 'string')) {
      return value.join(',');
    }
    throw this.malformed(name, place, value);
  }

  private malformed(name: string, place: string, value: unknown): Refusal {
    return new Refusal(`Template error: ${name} at ${place} has an argument it cannot take: ${JSON.stringify(value) ?? String(value)}`);
  }
}

const SSM_TYPE = 'AWS::SSM::Parameter::';

/** Values of the parameters. Those that AWS looks up elsewhere may have none, and only matter when somebody reads them. */
function parameterValues({ template, given, passed, unknownParameters = {}, stackName, label, isLenient }: Scope): Map<string, unknown> {
  const values = new Map<string, unknown>();
  const missing: string[] = [];
  for (const [name, { Type, Default }] of Object.entries(template.Parameters ?? {})) {
    const written = givenParameter(given, stackName, name) ?? passed[name] ?? Default;
    if (name in unknownParameters) {
      continue;
    }
    if (written === undefined) {
      missing.push(name);
      continue;
    }
    // What is written of such a one is the name of a parameter of Systems Manager.
    const value = Type.startsWith(SSM_TYPE) ? given.ssmParameters[String(written)] : String(written);
    if (value !== undefined) {
      const isList = Type === 'CommaDelimitedList' || Type.includes('List<');
      values.set(name, isList ? value.split(',').map(item => item.trim()) : value);
    }
  }
  if (missing.length > 0 && !isLenient) {
    const remedy = label === undefined ? ` (with --parameters ${stackName}:${missing[0]}=VALUE, or in the world file)` : '';
    throw new Refusal(`Parameters: [${missing.join(', ')}] must have values${remedy}`);
  }
  return values;
}
