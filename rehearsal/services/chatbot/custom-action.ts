/** Buttons: which notifications have them, and the command that is carried out when one is pressed. */

import type { Notification } from './notification';
import { valueAt } from './notification';
import { isRecord } from '../../cloudformation/template';
import { UnknownToRehearsal } from '../../kernel/types';

/** A custom action as its resource describes it. */
export interface CustomAction {
  readonly name: string;
  readonly command: string;
  readonly attachments: readonly Readonly<Record<string, unknown>>[];
}

/** A button of a notification. */
export interface Button {
  readonly text: string;
  readonly command: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** A call that a command makes. */
export interface LambdaCommand {
  readonly functionName: string;
  readonly region?: string;
  /** JSON */
  readonly payload: string;
}

/** Reads a custom action. */
export function customActionOf(name: string, { Attachments: attachments, Definition: definition }: Readonly<Record<string, unknown>>): CustomAction {
  return {
    name,
    command: isRecord(definition) ? String(definition.CommandText) : '',
    attachments: (Array.isArray(attachments) ? attachments : []).filter(isRecord),
  };
}

/** The buttons that an action adds to a notification. */
export function buttonsOf({ attachments, command, name }: CustomAction, { content, takesButtons }: Notification): Button[] {
  if (content === undefined || !takesButtons) {
    return [];
  }
  return attachments.filter(({ NotificationType: type }) => type === 'custom').flatMap(({ ButtonText: text, Criteria: criteria, Variables: places }) => {
    const found = Object.entries(isRecord(places) ? places : {}).flatMap(([variable, place]) => {
      const value = valueAt(content, String(place));
      return value === undefined ? [] : [[variable, value] as const];
    });
    const variables = Object.fromEntries(found);
    const isShown = (Array.isArray(criteria) ? criteria : []).filter(isRecord).every(({ Operator: operator, Value: value, VariableName: variable }) =>
      (operator === 'HAS_VALUE' ? (variables[String(variable)] ?? '') !== '' : variables[String(variable)] === value));
    return isShown ? [{ text: typeof text === 'string' ? text : name, command, variables }] : [];
  });
}

/** The command with its variables filled in. */
export function commandOf({ command, variables }: Button, typed: Readonly<Record<string, string>>): string {
  return Object.entries({ ...variables, ...typed }).reduce((text, [name, value]) => text.replaceAll(`$${name}`, value), command);
}

/** Reads a command. Only functions are invoked here. */
export function lambdaCommandOf(command: string): LambdaCommand {
  const [, options] = /^(?:aws )?lambda invoke (.+)$/s.exec(command) ?? [];
  const of = (name: string) => new RegExp(`--${name} (.+?)(?= --[a-z]|$)`, 's').exec(options ?? '')?.[1].trim();
  const [functionName, payload = '{}'] = [of('function-name'), of('payload')];
  if (functionName === undefined) {
    throw new UnknownToRehearsal(`a button of a chat has the command '${command}', and the rehearsal carries out 'lambda invoke --function-name ... --payload ...' only; let the button invoke a function`);
  }
  return { functionName, region: of('region'), payload };
}
