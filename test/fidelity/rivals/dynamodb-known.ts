/** In what the rehearsal's DynamoDB and imitations of others differ, and who does as AWS does. */

import type { KnownDifference } from './comparison';
import type { Rival } from './rival';

const API = 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/';
const GUIDE = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/';
const TYPES = `${GUIDE}HowItWorks.NamingRulesDataTypes.html`;
const UPDATES = `${GUIDE}Expressions.UpdateExpressions.html`;

/** One side refuses, or both in other words. */
function refusal(step: string | RegExp, ours: string, theirs: string, because: string, source: string): KnownDifference {
  return { step, at: 'error', ours, theirs, right: 'ours', because, source };
}

const ANYTHING = /./;

export const KNOWN: Readonly<Record<Rival['name'], readonly KnownDifference[]>> = {
  moto: [
    refusal('PutItem with twice the same in a set', 'ValidationException', 'an answer', 'each element of a set is unique', TYPES),
    refusal(/^PutItem with a number of (39 digits|126 places)$/, 'ValidationException', 'an answer', 'a number has 38 digits and 126 places at most', TYPES),
    refusal('GetItem by what is no number', 'ValidationException', 'SyntaxError', 'it answers with an error of its server', TYPES),
    refusal(/with another type, less$/, 'ConditionalCheckFailedException', 'SyntaxError',
      'values of two types have no order, so that the condition does not hold; it answers with an error of its server', `${GUIDE}Expressions.OperatorsAndFunctions.html`),
    refusal(/with a function that is none$/, 'ValidationException', 'SyntaxError', 'it answers with an error of its server',
      `${GUIDE}Expressions.OperatorsAndFunctions.html`),
    ...([
      [/^answer\.(Item|Attributes)\.n\.N$/, /^"7\.[56]"$/, /^"(00)?7\.[56]0"$/],
      [/^answer\.(Item|Attributes)\.s\.NS\[\]$/, '"1"', '"1.0"'],
    ] as const).map(([at, ours, theirs]): KnownDifference => (
      { step: ANYTHING, at, ours, theirs, right: 'ours', because: 'zeros before and behind a number are trimmed', source: TYPES })),
    ...(['ConsumedCapacity', 'ItemCollectionMetrics'] as const).map((member): KnownDifference => ({
      step: /^(UpdateItem|TransactWriteItems)/,
      at: `answer.${member}`,
      ours: 'absent',
      theirs: ANYTHING,
      right: 'ours',
      because: 'nobody asked for it',
      source: `${API}API_UpdateItem.html`,
    })),
    refusal('Query of no index', 'ValidationException', 'ResourceNotFoundException', 'the table is there, and the error for tables tells of tables', `${API}API_Query.html`),
    refusal('TransactWriteItems with the same token', 'an answer', 'TransactionCanceledException', 'it knows no tokens', `${API}API_TransactWriteItems.html`),
    refusal('TransactWriteItems with the same token and something else', 'IdempotentParameterMismatchException', 'TransactionCanceledException',
      'as above', `${API}API_TransactWriteItems.html`),
    refusal('TransactWriteItems of none', 'ValidationException', 'an answer', 'there is at least one', `${API}API_TransactWriteItems.html`),
  ],
  ministack: [
    {
      step: 'GetItem by another form of its key',
      at: 'answer.Item',
      ours: /"n":\{"N":"7\.5"\}/,
      theirs: 'absent',
      right: 'ours',
      because: 'numbers are numbers, however they are written',
      source: TYPES,
    },
    refusal('UpdateItem of a text as a number', 'ValidationException', 'an answer', 'only numbers are added', UPDATES),
    refusal('UpdateItem of one path twice', 'ValidationException', 'an answer', 'two parts of an expression may not be about one place', UPDATES),
    refusal('UpdateItem that is no expression', 'ValidationException', 'an answer', 'it has a syntax', UPDATES),
    {
      step: /^(GetItem after all of that|Query, a page of two|Query of what there is in the end)$/,
      at: /\.a$/,
      ours: 'absent',
      theirs: '{"N":"1"}',
      right: 'ours',
      because: 'what comes of one path twice',
      source: UPDATES,
    },
    refusal(/with a function that is none$/, 'ValidationException', 'ConditionalCheckFailedException', 'there is no such function',
      `${GUIDE}Expressions.OperatorsAndFunctions.html`),
    refusal('Query of the index, all attributes', 'ValidationException', 'an answer', 'a global index has what is projected into it, and no more', `${API}API_Query.html`),
  ],
};
