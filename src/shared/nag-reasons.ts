/**
 * Why our constructs are as they are, for cdk-nag: what its rules find in them is no work of the user's.
 *
 * We don't depend on it. Version 2 reads the metadata of resources, with regular expressions. Version 3 reads the acknowledgements of the CDK, whose ids are
 * literal: they are made of what the rules will find, when all of it is there. Only resources of ours carry reasons, and only for what is ours in them.
 */

import * as cdk from 'aws-cdk-lib';
import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { rendered } from './rendered';

/** Why a rule may find something. */
export interface NagReason {
  readonly rule: string;
  /** What exactly it may find, for a rule that says so. */
  readonly about?: RegExp;
  readonly reason: string;
}

/** The rules whose findings are told apart. Others find one thing in a resource. */
const MANAGED_POLICIES = 'AwsSolutions-IAM4';
const WILDCARDS = 'AwsSolutions-IAM5';

/** The types of resources that a rule looks at. */
const SUBJECTS: Readonly<Record<string, readonly string[]>> = {
  'AwsSolutions-IAM4': ['AWS::IAM::Role'],
  'AwsSolutions-IAM5': ['AWS::IAM::Role', 'AWS::IAM::Policy'],
  'AwsSolutions-L1': ['AWS::Lambda::Function'],
  'AwsSolutions-SF1': ['AWS::StepFunctions::StateMachine'],
  'AwsSolutions-SF2': ['AWS::StepFunctions::StateMachine'],
};

/** What the CDK has from 2.257.0 on. */
interface Acknowledging {
  readonly Validations?: { of(scope: IConstruct): { acknowledge(rule: { id: string; reason: string }): void } };
}

/** Gives reasons to a construct of ours: to its own resource, or if it has none to all resources below it. */
export function carryReasons(construct: IConstruct, reasons: readonly NagReason[]): void {
  const own = construct.node.defaultChild;
  const resources = own !== undefined ? [own] : construct.node.findAll();
  for (const resource of resources.filter(CfnResource.isCfnResource)) {
    const fitting = reasons.filter(({ rule }) => SUBJECTS[rule].includes(resource.cfnResourceType));
    if (fitting.length > 0) {
      carry(resource, fitting);
    }
  }
}

function carry(resource: CfnResource, reasons: readonly NagReason[]): void {
  resource.addMetadata('cdk_nag', {
    rules_to_suppress: reasons.map(({ rule, about, reason }) => ({ id: rule, reason, ...about && { applies_to: [{ regex: String(about) }] } })),
  });
  const { Validations } = cdk as Acknowledging;
  const said = new Set<string>();
  if (Validations === undefined) {
    return;
  }
  resource.node.addValidation({
    validate: () => {
      for (const { id, reason } of acknowledgements(resource, reasons).filter(candidate => !said.has(candidate.id))) {
        said.add(id);
        acknowledge(() => Validations.of(resource).acknowledge({ id, reason }));
      }
      return [];
    },
  });
}

/** From 2.257.0 to 2.268.0 the CDK refuses an id that names an ARN, for the colons in it. A reason less is no reason to fail the user's synthesis. */
function acknowledge(say: () => void): void {
  try {
    say();
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('Invalid validation rule ID'))) {
      throw error;
    }
  }
}

function acknowledgements(resource: CfnResource, reasons: readonly NagReason[]): { id: string; reason: string }[] {
  return reasons.flatMap(({ rule, about, reason }) => about === undefined
    ? [{ id: rule, reason }]
    : findings(resource, rule).filter(finding => about.test(finding)).map(finding => ({ id: `${rule}[${finding}]`, reason })));
}

interface Statement {
  readonly Effect: string;
  readonly Resource?: unknown;
}

/** What a rule with details finds in a resource, in its words. */
function findings(resource: CfnResource, rule: string): string[] {
  const { ManagedPolicyArns = [], Policies = [], PolicyDocument } = (rendered(resource)?.Properties ?? {}) as {
    readonly ManagedPolicyArns?: readonly unknown[];
    readonly Policies?: readonly { readonly PolicyDocument: { readonly Statement: readonly Statement[] } }[];
    readonly PolicyDocument?: { readonly Statement: readonly Statement[] };
  };
  switch (rule) {
    case MANAGED_POLICIES: return ManagedPolicyArns.map(arn => `Policy::${flat(arn)}`);
    case WILDCARDS: return [...Policies.map(policy => policy.PolicyDocument), ...PolicyDocument ? [PolicyDocument] : []]
      .flatMap(({ Statement }) => Statement)
      .flatMap(({ Resource }) => Array.isArray(Resource) ? Resource : [Resource])
      .map(flat)
      .filter(arn => arn.includes('*'))
      .map(arn => `Resource::${arn}`);
    default: return [];
  }
}

/** A value with intrinsic functions as one text: references in angle brackets. */
function flat(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return String(value).replaceAll('${', '<').replaceAll('}', '>');
  }
  const [[key, inner]] = Object.entries(value);
  switch (key) {
    case 'Ref': return `<${flat(inner)}>`;
    case 'Fn::GetAtt': return `<${(inner as unknown[]).map(flat).join('.')}>`;
    case 'Fn::Join': {
      const [delimiter, parts] = inner as [string, unknown[]];
      return parts.map(flat).join(delimiter);
    }
    case 'Fn::Sub': return flat(inner);
    case 'Fn::ImportValue': return flat(inner);
    default: return JSON.stringify(value);
  }
}
