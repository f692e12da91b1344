/** The waiter's state machine, as it stands in templates, beside a validator of the Amazon States Language that others wrote. */

import fc from 'fast-check';
import { AppTemplates } from './templates';
import { nodePackage } from './tools';
import { Evaluator } from '../../../rehearsal/cloudformation/evaluate';
import { NO_VALUES } from '../../../rehearsal/cloudformation/given-values';
import type { ApiError } from '../../../rehearsal/kernel/types';
import { parseDefinition } from '../../../rehearsal/services/step-functions/definition';

type Validate = (definition: unknown) => { readonly isValid: boolean; readonly errorsText: (separator?: string) => string };
// No dependency of the package: it is installed with the other tools. It writes defaults into what it is given.
const validator: Validate = jest.requireActual(nodePackage('asl-validator'));
const validate: Validate = definition => validator(structuredClone(definition));

const SITUATIONS = ['plain-pool', 'encrypted-waiter', 'waiter-shortened-by-injector', 'two-factories-one-sandbox', 'sandbox-of-a-factory-stack', 'sovereign-cloud', 'anywhere'];
const fn = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html#service-limits-state-machine-executions */
const HISTORY = { events: 25_000, seconds: 365 * 24 * 3600 };
/** A call of a function that fails: scheduled, started, failed. */
const EVENTS_OF_A_TRY = 3;

describe('of the apps', () => {
  let templates: AppTemplates;
  let definitions: any[];
  beforeAll(() => {
    templates = new AppTemplates(SITUATIONS);
    definitions = templates.all.flatMap(({ account, region, template }) => {
      const evaluator = new Evaluator({
        stackName: 'Pool',
        stackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Pool/0d1e2f',
        account,
        region,
        partition: 'aws',
        template,
        given: NO_VALUES,
        passed: {},
        isLenient: true,
        reference: logicalId => logicalId,
        attribute: fn,
        importValue: name => fn(name.replace(/\W/g, '')),
        stackOutput: () => fn('Other'),
        assume: () => undefined,
      });
      return Object.values(template.Resources ?? {})
        .filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine')
        .map(({ Properties }) => JSON.parse(String(evaluator.evaluate(Properties!.DefinitionString, 'DefinitionString'))));
    });
  });
  afterAll(() => templates.remove());

  test('is valid, and what the rehearsal reads it as', () => {
    expect(definitions.length).toBeGreaterThanOrEqual(SITUATIONS.length);
    for (const definition of definitions) {
      const { errorsText, isValid } = validate(definition);
      expect(isValid ? '' : errorsText()).toBe('');
      const { start, tasks } = parseDefinition('arn', JSON.stringify(definition));
      expect([...tasks.keys()]).toEqual(Object.keys(definition.States));
      const [{ IntervalSeconds, MaxAttempts, BackoffRate, ErrorEquals }] = definition.States[definition.StartAt].Retry;
      expect(tasks.get(start)!.retriers).toEqual([{ errors: ErrorEquals, interval: IntervalSeconds, attempts: MaxAttempts, rate: BackoffRate }]);
    }
  });

  test('asks at even intervals, and fits into the history of an execution', () => {
    for (const definition of definitions) {
      const [{ BackoffRate, IntervalSeconds, MaxAttempts }] = definition.States[definition.StartAt].Retry;
      expect(BackoffRate).toBe(1);
      expect(MaxAttempts * EVENTS_OF_A_TRY).toBeLessThan(HISTORY.events);
      expect(MaxAttempts * IntervalSeconds).toBeLessThan(HISTORY.seconds);
    }
  });
});

/** Values on both sides of each rule. */
const retrier = fc.record({
  ErrorEquals: fc.constantFrom(['States.ALL'], ['States.TaskFailed'], ['Error', 'Another'], ['States.ALL', 'Error'], []),
  IntervalSeconds: fc.constantFrom(1, 30, 0, -1, 1.5, 99_999_999, 100_000_000),
  MaxAttempts: fc.constantFrom(3, 0, 1, -1, 2.5, 99_999_999, 100_000_000),
  BackoffRate: fc.constantFrom(1, 2, 1.5, 0.5, 0),
}, { requiredKeys: ['ErrorEquals'] });

/** In what the validator is milder than the language, and the rehearsal is not: https://states-language.net/spec.html#retrying-after-error */
const MILDER: Readonly<Record<string, string>> = {
  ErrorEquals: 'a retrier names an error at least; States.ALL stands alone, in the last one',
  IntervalSeconds: 'a positive whole number',
  MaxAttempts: 'a whole number; of this and of the interval Step Functions takes 99999999 at most',
  BackoffRate: 'a number from 1',
};

test('no random retrier is taken that the validator refuses, nor refused without a rule that it lacks', () => {
  const counts = { taken: 0, refused: 0 };
  const lacking = new Set<string>();
  for (const Retry of fc.sample(fc.array(retrier, { maxLength: 2 }), 80)) {
    const definition = { StartAt: 'Task', States: { Task: { Type: 'Task', Resource: fn('isComplete'), End: true, Retry } } };
    const { isValid } = validate(definition);
    const refusal = refusalOf(definition);
    if (refusal === undefined) {
      counts.taken++;
      expect({ Retry, isValid }).toEqual({ Retry, isValid: true });
    } else {
      counts.refused++;
      const member = /SCHEMA_VALIDATION_FAILED: (\w+) has to be/.exec(refusal)?.[1] ?? refusal;
      if (isValid) {
        lacking.add(member);
      }
    }
  }
  expect([...lacking].sort()).toEqual(Object.keys(MILDER).sort());
  expect(Math.min(counts.taken, counts.refused)).toBeGreaterThan(10);
});

/** What the rehearsal refuses it with. */
function refusalOf(definition: unknown): string | undefined {
  try {
    parseDefinition('arn', JSON.stringify(definition));
    return undefined;
  } catch (error) {
    return (error as ApiError).message;
  }
}
