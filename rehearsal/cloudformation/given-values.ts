/** Values that only AWS knows, as somebody who knows them too says them. */

/** By the names that templates use. */
export interface GivenValues {
  /** Values of parameters, by `Stack:Parameter`, or by `Parameter` alone for every stack that has it. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Attributes of resources, by `Stack:LogicalId.Attribute`, and physical ids, by `Stack:LogicalId`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Values that stacks outside the app export. */
  readonly exports: Readonly<Record<string, string>>;
  /** Parameters of Systems Manager. */
  readonly ssmParameters: Readonly<Record<string, string>>;
  /** What dynamic references stand for, by their whole text. */
  readonly dynamicReferences: Readonly<Record<string, string>>;
}

/** Nothing is given. */
export const NO_VALUES: GivenValues = { parameters: {}, attributes: {}, exports: {}, ssmParameters: {}, dynamicReferences: {} };

/** The given value of a parameter. */
export function givenParameter({ parameters }: GivenValues, stackName: string, name: string): string | undefined {
  return parameters[`${stackName}:${name}`] ?? parameters[name];
}

/** The given value of a resource's attribute, or its physical id. */
export function givenAttribute({ attributes }: GivenValues, stackName: string, logicalId: string, attribute?: string): string | undefined {
  return attributes[`${stackName}:${logicalId}${attribute === undefined ? '' : `.${attribute}`}`];
}

/** The text with every dynamic reference replaced by what it stands for, and the first one that nobody gave a value. */
export function withReferences(given: GivenValues, text: string): { readonly text: string; readonly unknown?: string } {
  let unknown: string | undefined;
  const replaced = text.replace(/\{\{resolve:([^:}]+):([^}]*)\}\}/g, (whole, service: string, rest: string) => {
    // The version of a parameter stands behind its name, which may hold no colon.
    const parameter = service === 'ssm' || service === 'ssm-secure' ? given.ssmParameters[rest.split(':')[0]] : undefined;
    const value = given.dynamicReferences[whole] ?? parameter;
    unknown ??= value === undefined ? whole : undefined;
    return value ?? whole;
  });
  return { text: replaced, ...unknown === undefined ? {} : { unknown } };
}
