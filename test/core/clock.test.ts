import { at } from './fixtures';
import { asToldNow, minutesAfter } from '../../core/clock';

test('minutes are minutes, after and before', () => {
  expect(minutesAfter(at(0), 90)).toEqual(at(90));
  expect(minutesAfter(at(0), -1)).toEqual(at(-1));
});

describe('a moment that was read from a clock', () => {
  test('stays what it was, however long things took', () => {
    const read = at(10);
    expect(asToldNow(read, at(10))).toBe(read);
    expect(asToldNow(read, at(13.9))).toBe(read);
    expect(asToldNow(read, at(11.5), 90)).toBe(read);
  });

  test('is told anew from four minutes on', () => {
    expect(asToldNow(at(10), at(13.99))).toEqual(at(10));
    expect(asToldNow(at(10), at(14))).toEqual(at(14));
  });

  test.each([[-180], [-6], [6], [180]])('is told anew by a clock that was put right by %d minutes', minutes => {
    expect(asToldNow(at(10), at(10 + minutes))).toEqual(at(10 + minutes));
    expect(asToldNow(at(10), at(11.5 + minutes), 90)).toEqual(at(10 + minutes));
  });
});
