/** A CloudFormation template as data, and the checks that CloudFormation makes before it begins anything. */

/** A parsed template. What the rehearsal ignores (Metadata, Description) has no member here. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly Mappings?: Readonly<Record<string, Record<string, Record<string, unknown>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, TemplateOutput>>;
  readonly Transform?: unknown;
  readonly Rules?: unknown;
}

/** A parameter; the rehearsal deploys with the defaults where nobody gives a value, as the CDK command line does. */
export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: unknown;
  readonly AllowedValues?: unknown;
  readonly AllowedPattern?: unknown;
  readonly MinLength?: unknown;
  readonly MaxLength?: unknown;
  readonly MinValue?: unknown;
  readonly MaxValue?: unknown;
  readonly ConstraintDescription?: unknown;
  readonly NoEcho?: unknown;
}

/** A resource as declared, with its intrinsic functions. */
export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** An output; only those with an export name can be read by others. */
export interface TemplateOutput {
  readonly Value: unknown;
  readonly Condition?: string;
  readonly Export?: { readonly Name: unknown };
}

/** CloudFormation refuses a template with more. */
export const MAX_RESOURCES = 500;
/** CloudFormation refuses a template that is longer, in bytes. */
export const MAX_TEMPLATE_BYTES = 1_000_000;

/** A request that CloudFormation refuses before any operation begins; the message is AWS's. */
export class Refusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Refusal';
  }
}

/** Throws {@link Refusal} in AWS's words when a template is too large or of another shape. */
export function checkTemplate(template: Template, bytes: number): void {
  if (bytes > MAX_TEMPLATE_BYTES) {
    throw new Refusal(`Template may not exceed ${MAX_TEMPLATE_BYTES} bytes in size.`);
  }
  const resources = Object.keys(template.Resources ?? {});
  if (resources.length === 0) {
    throw new Refusal('Template format error: At least one Resources member must be defined.');
  }
  if (resources.length > MAX_RESOURCES) {
    throw new Refusal(`Template format error: Number of resources, ${resources.length}, is greater than maximum allowed, ${MAX_RESOURCES}`);
  }
}

/** One text for equal values, whatever the order of their keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) => isRecord(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
    : inner) ?? 'undefined';
}

/** Whether a value is a plain object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
