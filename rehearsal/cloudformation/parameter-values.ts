/** What a template lets its parameters be. */

import type { TemplateParameter } from './template';
import { Refusal } from './template';

/** Throws {@link Refusal} in AWS's words for a value that the parameter can't have. */
export function refuseOtherValue(name: string, declared: TemplateParameter, value: string): void {
  const problem = problemOf(name, declared, value);
  if (problem !== undefined) {
    const { ConstraintDescription: description } = declared;
    throw new Refusal(typeof description === 'string' ? `Parameter '${name}' failed to satisfy constraint: ${description}` : problem);
  }
}

function problemOf(name: string, declared: TemplateParameter, value: string): string | undefined {
  const { Type, AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue } = declared;
  if (Array.isArray(AllowedValues) && !AllowedValues.map(String).includes(value)) {
    return `Parameter '${name}' must be one of AllowedValues`;
  }
  // What is written of such a one is the name of a parameter of Systems Manager, and its value is AWS's affair.
  if (Type.startsWith('AWS::SSM::Parameter::')) {
    return undefined;
  }
  if (typeof AllowedPattern === 'string' && !new RegExp(`^(?:${AllowedPattern})$`).test(value)) {
    return `Parameter '${name}' must match pattern ${AllowedPattern}`;
  }
  if (MinLength !== undefined && value.length < Number(MinLength)) {
    return `Parameter '${name}' must contain at least ${String(MinLength)} characters`;
  }
  if (MaxLength !== undefined && value.length > Number(MaxLength)) {
    return `Parameter '${name}' must contain at most ${String(MaxLength)} characters`;
  }
  if (Type !== 'Number') {
    return undefined;
  }
  if (value.trim() === '' || Number.isNaN(Number(value))) {
    return `Parameter '${name}' must be a number`;
  }
  if (MinValue !== undefined && Number(value) < Number(MinValue)) {
    return `Parameter '${name}' must be a number not less than ${String(MinValue)}`;
  }
  if (MaxValue !== undefined && Number(value) > Number(MaxValue)) {
    return `Parameter '${name}' must be a number not greater than ${String(MaxValue)}`;
  }
  return undefined;
}
