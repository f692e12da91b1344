/** A template together with the stack that it is deployed to: what each resource should be, given what the others are. */

import type { AssemblyStack } from './assembly';
import { withScalarsAsStrings } from './custom-resource';
import type { StackOutput } from './evaluate';
import { EvaluationFailure, Evaluator } from './evaluate';
import type { GivenValues } from './given-values';
import { givenAttribute, givenParameter } from './given-values';
import { evaluated, sayings } from './known-properties';
import { foreignTransforms, withoutLoops } from './loops';
import { NESTED_STACK_PROPERTIES, nestedProperties } from './nested-properties';
import { NESTED_STACK_TYPE } from './nested-templates';
import { isNestedStack } from './nested-work';
import { labelOfStack } from './operation-context';
import { refuseOtherValue } from './parameter-values';
import { dependencies, importsIn } from './references';
import type { Needs, Relevance } from './relevance';
import { awaitedBy, reachedByCustom } from './relevance';
import type { KnownType } from './resource-type';
import { checkRules } from './rules';
import type { ExportRecord, ResourceContent, StackRecord } from './stacks-state';
import type { Template, TemplateOutput, TemplateResource } from './template';
import { canonical, checkTemplate, Refusal } from './template';
import { UnknownToRehearsal } from '../kernel/types';

/** What a template wants a resource to be. */
export interface Desired {
  readonly properties: Record<string, unknown>;
  /** Why nothing of the resource is evaluated; undefined for one that is really made. */
  readonly assumed?: string;
  /** What of a resource that an account depends on is taken for granted. */
  readonly granted: readonly string[];
}

/** What stands in a resource beside its properties and is understood, or describes it only. */
const UNDERSTOOD_OF_RESOURCE = ['Type', 'Condition', 'DependsOn', 'DeletionPolicy', 'UpdateReplacePolicy', 'Properties', 'Metadata', 'Description'];

/** What a deployable needs of the engine. */
export interface DeployableContext {
  readonly partition: string;
  readonly relevance: Omit<Relevance, 'types'> & { readonly types: ReadonlyMap<string, KnownType> };
  readonly given: GivenValues;
  needs(stack: string): Needs;
  /** Whether CloudFormation doesn't know a type in a Region. */
  isAbsent(type: string, region: string): boolean;
  /** The value that a stack of the same account and region exports. */
  importValue(stack: StackRecord, name: string, place: string): unknown;
  /** The value of an output of any stack. */
  stackOutput(stack: StackRecord, output: StackOutput, place: string): unknown;
  /** An output of a nested stack that its resource doesn't tell, by the name of the attribute: throws why. */
  nestedOutput(stackId: string | undefined, attribute: string, place: string): never;
  /** Notes that something is taken for granted. */
  assume(stack: StackRecord, logicalId: string, type: string, reason: string): void;
}

/** One template on its way into one stack. */
export class Deployable {
  /** The resources that exist under the template's conditions, with what each waits for. */
  public readonly graph: ReadonlyMap<string, readonly string[]>;
  /** Rules of the template that nobody can tell, with the reason. */
  public readonly untoldRules: ReadonlyMap<string, string>;
  private readonly evaluator: Evaluator;
  private readonly reached: ReadonlySet<string>;
  private readonly awaited: ReadonlySet<string>;
  /** With its loops carried out. */
  private readonly template: Template;
  /** Why it isn't known whether a resource is there, by its logical id. */
  private readonly doubtful = new Map<string, string>();
  /** What messages and values in world files call the stack. */
  private readonly label: string;
  private readonly needs: Needs;

  /** Throws Refusal, in AWS's words, when CloudFormation would not begin with this template. */
  constructor(public readonly source: AssemblyStack, private readonly stack: StackRecord, private readonly context: DeployableContext) {
    this.label = labelOfStack(stack);
    this.needs = context.needs(this.label);
    const template = withoutLoops(source.template, name => this.listOf(name));
    this.template = template;
    for (const name of foreignTransforms(template)) {
      context.assume(stack, this.label, NESTED_STACK_TYPE, `only AWS can apply the transform ${name} of its template, which is rehearsed as it is written`);
    }
    checkTemplate(template, source.templateBytes ?? Buffer.byteLength(JSON.stringify(template), 'utf8'));
    this.refuseAbsentTypes();
    this.reached = reachedByCustom(template, context.relevance, this.needs);
    this.awaited = awaitedBy(template, this.reached);
    this.evaluator = new Evaluator({
      given: this.given(),
      passed: this.passed(),
      unknownParameters: source.unknownParameters,
      isLenient: this.reached.size === 0,
      stackName: stack.name,
      label: stack.nested?.label,
      stackId: stack.id,
      account: stack.account,
      region: stack.region,
      partition: context.partition,
      template,
      reference: (logicalId, place) => this.reference(logicalId, place),
      attribute: (logicalId, name, place) => this.attribute(logicalId, name, place),
      importValue: (name, place) => context.importValue(stack, name, place),
      stackOutput: (output, place) => context.stackOutput(stack, output, place),
      assume: reason => context.assume(stack, this.label, NESTED_STACK_TYPE, reason),
    });
    this.refuseUndeclaredParameters();
    this.refuseOtherValues();
    this.untoldRules = checkRules(template.Rules, this.label, (value, place) => this.evaluator.evaluate(value, place));
    const present = new Set(Object.entries(template.Resources ?? {})
      .filter(([logicalId, resource]) => this.isThere(logicalId, resource))
      .map(([logicalId]) => logicalId));
    this.graph = dependencies(template, present);
    this.refuseOtherTypes();
  }

  private isThere(logicalId: string, { Condition }: TemplateResource): boolean {
    try {
      return this.evaluator.holds(Condition);
    } catch (error) {
      if (!(error instanceof UnknownToRehearsal) || !this.mayBeAssumed(logicalId)) {
        throw error;
      }
      this.doubtful.set(logicalId, error.message);
      return true;
    }
  }

  /** Parameters of a nested stack are the business of the stack around it: nobody can give them values. */
  private given(): GivenValues {
    return this.stack.nested === undefined && this.source.hasAllParameters !== true ? this.context.given : { ...this.context.given, parameters: {} };
  }

  /** Values that nobody gives are those of before, whatever the template's default is now: so the CDK's command asks CloudFormation for it. */
  private passed(): Readonly<Record<string, string>> {
    return { ...this.source.hasAllParameters === true ? {} : this.stack.parameters, ...this.source.parameters };
  }

  /** What the parameters of a stack of its own are set to by this deployment. */
  public parameterValues(): Record<string, string> | undefined {
    if (this.stack.nested !== undefined) {
      return undefined;
    }
    const [given, passed] = [this.given(), this.passed()];
    return Object.fromEntries(Object.entries(this.template.Parameters ?? {}).flatMap(([name, { Default }]) => {
      const written = givenParameter(given, this.label, name) ?? passed[name] ?? Default;
      return written === undefined ? [] : [[name, String(written)]];
    }));
  }

  /** A list that loops go through: they are carried out before anything is evaluated. */
  private listOf(name: string): string[] | undefined {
    const written = givenParameter(this.given(), this.label, name) ?? this.passed()[name] ?? this.source.template.Parameters?.[name]?.Default;
    return written === undefined ? undefined : String(written).split(',').map(item => item.trim());
  }

  /** A resource as declared. */
  public declaration(logicalId: string): TemplateResource {
    return this.template.Resources![logicalId];
  }

  /** What keeps a resource; with AWS::LanguageExtensions that may be a function. */
  public policy(logicalId: string, name: 'DeletionPolicy' | 'UpdateReplacePolicy'): string | undefined {
    const policy: unknown = this.evaluator.evaluate(this.declaration(logicalId)[name], `${this.label}/${logicalId}.${name}`);
    return policy === undefined ? undefined : String(policy);
  }

  /** Whether what the rehearsal doesn't know of this resource may be assumed instead. */
  public mayBeAssumed(logicalId: string): boolean {
    return !this.reached.has(logicalId);
  }

  /** Throws EvaluationFailure when a value can't be had, and UnknownToRehearsal for a resource that ours stand on. */
  public desired(logicalId: string): Desired {
    const { Type, Properties } = this.declaration(logicalId);
    const declared = { ...Properties };
    const known = this.context.relevance.types.get(Type);
    const doubt = this.doubtful.get(logicalId);
    if (doubt === undefined && Type === NESTED_STACK_TYPE && this.isMade(logicalId)) {
      return this.desiredOfNested(logicalId, declared);
    }
    if (doubt !== undefined || (known === undefined && !this.isCustom(Type))) {
      return { properties: declared, assumed: doubt ?? 'taken to deploy without a fault', granted: [] };
    }
    const place = `${this.label}/${logicalId}.Properties`;
    const evaluate = (value: unknown, where: string) => this.evaluator.evaluate(value, where);
    const tolerate = (error: unknown) => error instanceof UnknownToRehearsal;
    try {
      if (known === undefined) {
        return { properties: withScalarsAsStrings(evaluate(declared, place)) as Record<string, unknown>, granted: [] };
      }
      const properties = evaluated(declared, known.facts.properties, place, { evaluate, tolerate });
      return { properties, granted: this.grantedOf(logicalId, properties, known) };
    } catch (error) {
      if (!tolerate(error) || !this.mayBeAssumed(logicalId)) {
        throw error;
      }
      return { properties: declared, assumed: (error as Error).message, granted: [] };
    }
  }

  /** Whether a nested stack is made for real: one that holds something an account depends on, or that was made before. */
  private isMade(logicalId: string): boolean {
    const record = this.stack.resources[logicalId];
    return this.source.nested?.has(logicalId) === true && (this.needs.nested.has(logicalId) || (record !== undefined && isNestedStack(record)));
  }

  private desiredOfNested(logicalId: string, declared: Readonly<Record<string, unknown>>): Desired {
    const properties = nestedProperties(
      declared, `${this.label}/${logicalId}.Properties`, (value, place) => this.evaluator.evaluate(value, place), error => error instanceof UnknownToRehearsal,
    );
    return { properties, granted: sayings(properties, NESTED_STACK_PROPERTIES) };
  }

  private grantedOf(logicalId: string, properties: Record<string, unknown>, { facts, type }: KnownType): string[] {
    if (!this.reached.has(logicalId) && !this.awaited.has(logicalId)) {
      return [];
    }
    const unknown = Object.keys(this.declaration(logicalId)).filter(key => !UNDERSTOOD_OF_RESOURCE.includes(key));
    return [
      ...sayings(properties, facts.properties),
      ...type.grants?.(properties) ?? [],
      ...unknown.map(key => `its ${key} is not looked at, and taken to make no difference to accounts`),
    ];
  }

  /** Whether a deployment would do anything. What can't be evaluated yet depends on something that will change. */
  public differs(): boolean {
    if (this.outputsAsDeclared() !== this.stack.outputs) {
      return true;
    }
    if (Object.keys(this.stack.resources).some(logicalId => !this.graph.has(logicalId))) {
      return true;
    }
    return [...this.graph.keys()].some(logicalId => {
      const record = this.stack.resources[logicalId];
      if (record === undefined) {
        return true;
      }
      try {
        return !this.isUpToDate(logicalId, this.desired(logicalId));
      } catch (error) {
        if (error instanceof EvaluationFailure) {
          return true;
        }
        throw error;
      }
    });
  }

  /** Whether the resource is there and as it should be. */
  public isUpToDate(logicalId: string, desired: Desired): boolean {
    const record = this.stack.resources[logicalId];
    return record !== undefined && !record.status.endsWith('_FAILED') && canonical(record.content.properties) === canonical(desired.properties);
  }

  /** All that says what outputs there are: another text is an update. */
  public outputsAsDeclared(): string {
    return canonical(this.template.Outputs ?? {});
  }

  /** The resources that are there under the template's conditions. */
  public present(): [string, TemplateResource][] {
    return Object.entries(this.template.Resources ?? {}).filter(([logicalId]) => this.graph.has(logicalId));
  }

  /** The outputs by their names, each with its value or the reason why nobody can read it. */
  public outputValues(): Record<string, ExportRecord> {
    return Object.fromEntries(this.outputs().map(([name, { Value }]) => [name, this.valueOf(Value, `${this.label}: Outputs.${name}`)]));
  }

  /** Those that are exported, by the names that others import them by. */
  public exports(): Record<string, ExportRecord> {
    const values = this.outputValues();
    return Object.fromEntries(this.outputs().flatMap(([name, { Export }]) => {
      const exported = Export === undefined ? undefined : this.valueOf(Export.Name, `${this.label}: Outputs.${name}`);
      // A name that isn't known is one that nobody can ask for.
      return exported === undefined || exported.unknown !== undefined ? [] : [[String(exported.value), values[name]]];
    }));
  }

  /** The names of all that the template imports. */
  public imports(): string[] {
    const places = [...[...this.graph.keys()].map(logicalId => this.declaration(logicalId).Properties), this.template.Outputs];
    const imported = places.flatMap(importsIn);
    const names = imported.map(name => this.valueOf(name, `${this.label}: Fn::ImportValue`))
      .flatMap(name => (name.unknown === undefined ? [String(name.value)] : []));
    return [...new Set(names)].sort();
  }

  private outputs(): [string, TemplateOutput][] {
    return Object.entries(this.template.Outputs ?? {}).filter(([, { Condition }]) => {
      try {
        return this.evaluator.holds(Condition);
      } catch (error) {
        if (!(error instanceof UnknownToRehearsal)) {
          throw error;
        }
        return true;
      }
    });
  }

  private valueOf(declared: unknown, place: string): ExportRecord {
    try {
      return { value: this.evaluator.evaluate(declared, place) };
    } catch (error) {
      if (!(error instanceof UnknownToRehearsal) && !(error instanceof EvaluationFailure)) {
        throw error;
      }
      return { unknown: error.message };
    }
  }

  private reference(logicalId: string, place: string): unknown {
    const given = givenAttribute(this.context.given, this.label, logicalId);
    if (given !== undefined) {
      return given;
    }
    const physicalId = this.contentOf(logicalId, place).physicalId;
    if (physicalId === undefined) {
      throw new EvaluationFailure(`Resource ${logicalId} has no physical id yet`);
    }
    return physicalId;
  }

  private attribute(logicalId: string, name: string, place: string): unknown {
    const given = givenAttribute(this.context.given, this.label, logicalId, name);
    if (given !== undefined) {
      return given;
    }
    const content = this.contentOf(logicalId, place, name);
    const value = content.attributes[name];
    if (value !== undefined) {
      return value;
    }
    const type = this.declaration(logicalId).Type;
    // What a custom resource answers is AWS's affair too, and AWS fails whoever reads what isn't there.
    if (this.isCustom(type)) {
      throw new EvaluationFailure(`CustomResource attribute error: Vendor response doesn't contain ${name} key in object ${logicalId}`);
    }
    if (type === NESTED_STACK_TYPE) {
      return this.context.nestedOutput(content.physicalId, name, place);
    }
    const known = Object.keys(content.attributes).join(', ') || 'none';
    throw new UnknownToRehearsal(`${place} reads the attribute '${name}' of the resource ${logicalId} of type ${type}, which the rehearsal does not know; of this type it knows ${known}. Say its value in the world file (values.attributes, '${this.label}:${logicalId}.${name}').`);
  }

  private contentOf(logicalId: string, place: string, attribute?: string): ResourceContent {
    const what = attribute === undefined ? 'its physical id (Ref)' : `the attribute '${attribute}'`;
    const record = this.stack.resources[logicalId];
    if (record === undefined || !this.graph.has(logicalId)) {
      throw new EvaluationFailure(`Unresolved resource dependencies [${logicalId}] in the Resources block of the template`);
    }
    if (record.assumed) {
      throw new UnknownToRehearsal(`${place} reads ${what} of the resource ${logicalId} of type ${record.type}, which the rehearsal only assumes to exist; say the value in the world file (values.attributes, '${this.label}:${logicalId}${attribute === undefined ? '' : `.${attribute}`}'), or use a plain one.`);
    }
    return record.content;
  }

  private isCustom(type: string): boolean {
    return this.context.relevance.customTypes.has(type);
  }

  private refuseAbsentTypes(): void {
    const types = Object.values(this.source.template.Resources ?? {}).map(({ Type }) => Type);
    const absent = types.filter(type => this.context.isAbsent(type, this.stack.region));
    if (absent.length > 0) {
      throw new Refusal(`Template format error: Unrecognized resource types: [${[...new Set(absent)].join(', ')}]`);
    }
  }

  private refuseUndeclaredParameters(): void {
    const { parameters = {}, unknownParameters = {} } = this.source;
    const passed = this.stack.nested === undefined ? [] : Object.keys({ ...parameters, ...unknownParameters });
    const undeclared = passed.filter(name => !(name in (this.template.Parameters ?? {})));
    if (undeclared.length > 0) {
      throw new Refusal(`Parameters: [${undeclared.join(', ')}] do not exist in the template`);
    }
  }

  /** What was deployed before need not be allowed any more. */
  private refuseOtherValues(): void {
    for (const [name, value] of Object.entries(this.parameterValues() ?? {})) {
      refuseOtherValue(name, this.template.Parameters![name], value);
    }
  }

  private refuseOtherTypes(): void {
    const changed = [...this.graph.keys()].filter(logicalId => {
      const record = this.stack.resources[logicalId];
      return record !== undefined && record.type !== this.declaration(logicalId).Type;
    });
    if (changed.length > 0) {
      throw new Refusal(`Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed.join(', ')}]`);
    }
  }
}
