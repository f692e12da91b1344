import * as fc from 'fast-check';
import { awaitTurn, isTurn } from '../../../../core/vending/control-tower/turns';
import { at, attempt } from '../../fixtures';

const MINUTE = 60_000;

test('at each moment it is the turn of exactly one, and everybody has a turn', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 160 }), fc.date({ min: at(0), max: at(100_000), noInvalidDate: true }), (length, now) => {
    const places = Array.from({ length }, (_, index) => ({ index, length }));
    expect(places.filter(place => isTurn(place, now))).toHaveLength(1);
    const [last] = places.slice(-1);
    const times = Array.from({ length: length + 1 }, (_, turn) => new Date(now.getTime() + turn * MINUTE / 2));
    expect(times.some(time => isTurn(last, time))).toBe(true);
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

test('who comes alone goes on at once', () => {
  expect(awaitTurn({}, { attempt: attempt('begun'), now: at(0) })).toBeUndefined();
  expect(awaitTurn({ line: { index: 0, length: 1 } }, { attempt: attempt('confirmed', { takesTurns: true }), now: at(0) })).toBeUndefined();
});
