import * as fc from 'fast-check';
import { at, failed, legWindow, moment, record } from '../../fixtures';
import { backoffSeconds, deadlineOf, isBackoffOver, isLeftover, isOver, isSettling, isSpreading, roleOf } from '../../../../core/vending/control-tower/timing';

test('a leg lasts for 55 minutes', () => {
  expect(deadlineOf(at(10))).toEqual(at(65));
});

test('and is over at its deadline', () => {
  expect(isOver(legWindow(), at(59.99))).toBe(false);
  expect(isOver(legWindow(), at(60))).toBe(true);
});

test('legs know their place', () => expect(['Start', 'Leg2', 'Leg17', 'Resource'].map(roleOf)).toEqual(['start', 'middle', 'middle', 'last']));

test('access may be spreading for five minutes of the first leg, and of the deployment', () => {
  expect(isSpreading(moment('start', 14.9))).toBe(true);
  expect(isSpreading(moment('start', 15))).toBe(false);
  expect(isSpreading(moment('last', 4.9))).toBe(true);
  expect(isSpreading(moment('last', 12))).toBe(false);
});

test('a record is a leftover if it was made before the deployment began, whenever it ended', () => {
  expect(isLeftover(record('FAILED', { createdAt: at(-0.1).toISOString(), updatedAt: at(5).toISOString() }), legWindow())).toBe(true);
  expect(isLeftover(record('FAILED', { createdAt: at(0).toISOString() }), legWindow())).toBe(false);
});

test('the back-off is at least a minute, grows with the time spent, and ends at four and a half minutes', () => {
  const of = (minutes: number) => backoffSeconds({ id: 'rec-1', updatedAt: at(minutes).toISOString() }, legWindow());
  expect(of(10)).toBeGreaterThanOrEqual(60);
  expect(of(30)).toBeGreaterThan(of(12));
  fc.assert(fc.property(fc.integer({ min: -500, max: 500 }), fc.string(), (minutes, id) => {
    const seconds = backoffSeconds({ id, updatedAt: at(minutes).toISOString() }, legWindow());
    expect(seconds).toBeGreaterThanOrEqual(60);
    expect(seconds).toBeLessThanOrEqual(270);
  }));
});

test('records that failed together come back apart, and each one always after the same time', () => {
  const of = (id: string) => backoffSeconds({ id, updatedAt: at(12).toISOString() }, legWindow());
  expect(new Set(['rec-1', 'rec-2', 'rec-3', 'rec-4'].map(of)).size).toBe(4);
  expect(of('rec-1')).toBe(of('rec-1'));
});

test('a record is left alone until its back-off is over', () => {
  const seconds = backoffSeconds(failed(''), legWindow());
  expect(isBackoffOver(failed(''), moment('start', 12 + (seconds - 1) / 60))).toBe(false);
  expect(isBackoffOver(failed(''), moment('start', 12 + (seconds + 1) / 60))).toBe(true);
});

test('a record that has just ended may be ahead of its product', () => {
  expect(isSettling(record('SUCCEEDED'), at(16.9))).toBe(true);
  expect(isSettling(record('SUCCEEDED'), at(17))).toBe(false);
});
