/** What people do with what only the app has: its stacks, and its buttons. */

import { problemText, shown } from './check-schema';
import { parameterProblem, unknownStack } from './values';
import type { World } from './world';
import type { Path, YamlSource } from './yaml-source';
import { nearestSlip } from '../../src/contract';
import type { Assembly } from '../cloudformation/assembly';
import { isRecord } from '../cloudformation/template';
import { withNested } from '../cloudformation/with-nested';
import { UnusableInput } from '../kernel/types';

const ACTION_TYPE = 'AWS::Chatbot::CustomAction';

/** Throws {@link UnusableInput} for the first stack, parameter or button that the app doesn't have. */
export function checkAgainstApp({ buttons = [], faults }: World, assembly: Assembly, source: YamlSource): void {
  const fail = (path: Path, text: string): never => {
    throw new UnusableInput(problemText(source, { path, line: source.line(path), text }));
  };
  faults.forEach((fault, index) => {
    if (fault.kind !== 'stack-updated') {
      return;
    }
    if (!assembly.stacks.some(({ name }) => name === fault.stack)) {
      fail(['faults', index, 'stack'], unknownStack(fault.stack, assembly.stacks));
    }
    for (const name of Object.keys(fault.parameters)) {
      // CloudFormation itself refuses a value that doesn't fit.
      const problem = parameterProblem(`${fault.stack}:${name}`, fault.parameters[name], assembly);
      if (problem?.startsWith('names the parameter') === true) {
        fail(['faults', index, 'parameters'], problem);
      }
    }
  });
  const texts = buttonsOf(assembly);
  buttons.forEach(({ press }, index) => {
    if (!texts.includes(press)) {
      const near = nearestSlip(press, texts);
      fail(['buttons', index, 'press'], `is ${shown(press)}, and ${texts.length === 0 ? `the app has no button (${ACTION_TYPE}); leave it out`
        : `no button of the app has this text; ${near === undefined ? `there ${texts.length === 1 ? 'is' : 'are'} ${texts.join(', ')}` : `did you mean '${near}'?`}`}`);
    }
  });
}

/** The texts of all buttons, each once. */
function buttonsOf({ stacks }: Assembly): string[] {
  const actions = withNested(stacks).flatMap(({ template }) => Object.values(template.Resources ?? {})).filter(({ Type }) => Type === ACTION_TYPE);
  const attachments = actions.flatMap(({ Properties: properties = {} }) => (Array.isArray(properties.Attachments) ? properties.Attachments as unknown[] : [])).filter(isRecord);
  return [...new Set(attachments.flatMap(({ ButtonText: text }) => (typeof text === 'string' ? [text] : [])))];
}
