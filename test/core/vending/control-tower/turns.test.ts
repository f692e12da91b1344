import * as fc from 'fast-check';
import { awaitTurn, isTurn } from '../../../../core/vending/control-tower/turns';
import { at, attempt } from '../../fixtures';

const SECOND = 1000;
/** How long searches may miss what was just begun. */
const LAG_SECONDS = 20;

test('at each moment it is the turn of one at most, everybody has a turn, and between two of them lies more than searches lag', () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 40 }), fc.date({ min: at(0), max: at(100_000), noInvalidDate: true }), (length, begin) => {
    const places = Array.from({ length }, (_, index) => ({ index, length }));
    const moments = Array.from({ length: (length + 1) * 40 }, (_, second) => new Date(begin.getTime() + second * SECOND));
    const turns = moments.map(now => places.filter(place => isTurn(place, now)).map(({ index }) => index));
    expect(turns.filter(indices => indices.length > 1)).toEqual([]);
    expect(new Set(turns.flat()).size).toBe(length);
    const askings = turns.flatMap(([index], second) => (index === undefined ? [] : [{ index, second }]));
    const pairs = askings.slice(1).map((to, before) => ({ from: askings[before], to }));
    const handovers = pairs.filter(({ from, to }) => from.index !== to.index);
    expect(handovers.filter(({ from, to }) => to.second - from.second <= LAG_SECONDS)).toEqual([]);
  }));
});

test('who takes turns looks for its place, waits for its turn, and goes on then', () => {
  const when = { attempt: attempt('confirmed', { takesTurns: true }), now: at(0) };
  const gate = { holders: ['another'] };
  expect(awaitTurn({ gate }, when)).toEqual({ kind: 'look', look: { at: 'line' } });
  const places = [0, 1, 2].map(index => ({ index, length: 3 }));
  const decisions = places.map(line => awaitTurn({ gate, line }, when));
  expect(decisions.filter(decision => decision === undefined)).toHaveLength(1);
  expect(decisions.find(decision => decision !== undefined)).toMatchObject({ kind: 'wait', reason: 'gate', holders: ['another'], text: 'it takes turns with 2 others of its stack' });
});

test('a turn is good for asking in its first ten seconds, unless nobody else is there', () => {
  const first = { index: 0, length: 2 };
  expect([0, 9.9, 10, 39].map(seconds => isTurn(first, at(seconds / 60)))).toEqual([true, true, false, false]);
  expect([0, 10, 39].map(seconds => isTurn({ index: 0, length: 1 }, at(seconds / 60)))).toEqual([true, true, true]);
});

test('who waits for its turn names nobody where the gate wasn\'t looked at', () => {
  const when = { attempt: attempt('confirmed', { takesTurns: true }), now: at(0) };
  expect(awaitTurn({ line: { index: 1, length: 2 } }, when)).toMatchObject({ kind: 'wait', holders: undefined });
});

test('who comes alone goes on at once', () => {
  expect(awaitTurn({}, { attempt: attempt('begun'), now: at(0) })).toBeUndefined();
  expect(awaitTurn({ line: { index: 0, length: 1 } }, { attempt: attempt('confirmed', { takesTurns: true }), now: at(0) })).toBeUndefined();
});
