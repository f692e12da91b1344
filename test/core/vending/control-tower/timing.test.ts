import * as fc from 'fast-check';
import { backoffSeconds, isAbsenceProven, isAppearing, isBackoffOver, isBeginning, isSettling, scanSince } from '../../../../core/vending/control-tower/timing';
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

test.each([
  ['that was short: five minutes after its end', 11, 12, 17],
  ['that ran for six minutes: ten minutes after its beginning', 6, 12, 16],
  ['that ran long: two minutes after its end', -20, 12, 14],
])('what doesn\'t show of an operation %s is absent', (_, from, to, absentFrom) => {
  const span = record('FAILED', { createdAt: at(from).toISOString(), updatedAt: at(to).toISOString() });
  expect(isAbsenceProven(span, at(absentFrom - 0.1))).toBe(false);
  expect(isAbsenceProven(span, at(absentFrom))).toBe(true);
});

test('a scan for what came of an operation is younger than its end, than a few minutes, and than what would prove an absence now', () => {
  fc.assert(fc.property(fc.integer({ min: 12, max: 500 }), minutes => {
    const since = scanSince(record('FAILED'), at(minutes)).getTime();
    expect(since).toBeGreaterThanOrEqual(at(12).getTime());
    expect(since).toBeGreaterThanOrEqual(at(minutes - 4).getTime());
    expect(minutes === 12 || since < at(minutes).getTime()).toBe(true);
    if (isAbsenceProven(record('FAILED'), at(minutes))) {
      expect(since + 1).toBeGreaterThanOrEqual(at(17).getTime());
    }
  }));
});

test('an attempt begins for a minute', () => {
  expect(isBeginning(attempt(), at(10.99))).toBe(true);
  expect(isBeginning(attempt(), at(11))).toBe(false);
});

test('an account may take half an hour to show', () => {
  expect(isAppearing(at(12).toISOString(), at(41.9))).toBe(true);
  expect(isAppearing(at(12).toISOString(), at(42))).toBe(false);
});
