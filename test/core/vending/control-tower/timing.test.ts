import * as fc from 'fast-check';
import { backoffSeconds, isBackoffOver, isSettling } from '../../../../core/vending/control-tower/timing';
import { at, attempt, failed, moment, record } from '../../fixtures';

test('the back-off is at least a minute, grows with the time spent, and ends at four and a half minutes', () => {
  const of = (minutes: number) => backoffSeconds({ id: 'rec-1', updatedAt: at(minutes).toISOString() }, attempt());
  expect(of(10)).toBeGreaterThanOrEqual(60);
  expect(of(30)).toBeGreaterThan(of(12));
  fc.assert(fc.property(fc.integer({ min: -500, max: 500 }), fc.string(), (minutes, id) => {
    const seconds = backoffSeconds({ id, updatedAt: at(minutes).toISOString() }, attempt());
    expect(seconds).toBeGreaterThanOrEqual(60);
    expect(seconds).toBeLessThanOrEqual(270);
  }));
});

test('records that failed together come back apart, and each one always after the same time', () => {
  const of = (id: string) => backoffSeconds({ id, updatedAt: at(12).toISOString() }, attempt());
  expect(new Set(['rec-1', 'rec-2', 'rec-3', 'rec-4'].map(of)).size).toBe(4);
  expect(of('rec-1')).toBe(of('rec-1'));
});

test('a record is left alone until its back-off is over', () => {
  const seconds = backoffSeconds(failed(''), attempt());
  expect(isBackoffOver(failed(''), moment('begun', 12 + (seconds - 1) / 60))).toBe(false);
  expect(isBackoffOver(failed(''), moment('begun', 12 + (seconds + 1) / 60))).toBe(true);
});

test('a record that has just ended may be ahead of its product', () => {
  expect(isSettling(record('SUCCEEDED'), at(16.9))).toBe(true);
  expect(isSettling(record('SUCCEEDED'), at(17))).toBe(false);
});
