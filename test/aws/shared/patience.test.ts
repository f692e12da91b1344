/** How long the functions wait that have no second chance. */

import { patiently, patientlyUntil } from '../../../aws/shared/patience';
import { RefusalError, TransientError } from '../../../core/failures/errors';

const THROTTLED = new TransientError('sts:GetCallerIdentity', 'Rate exceeded');
const DENIED = new RefusalError('sts:GetCallerIdentity', 'AccessDeniedException: is not authorized to perform');
const MISSING = new RefusalError('sts:GetCallerIdentity', 'ValidationException: no such thing');

/** Calls that answer, or fail, one after the other, and a clock that passes only while somebody sleeps. */
function timeline(answers: readonly (string | Error)[]) {
  let [calls, seconds] = [0, 0];
  return {
    call: async () => {
      const answer = answers[Math.min(calls++, answers.length - 1)];
      if (answer instanceof Error) {
        throw answer;
      }
      return `${answer} after ${seconds} s`;
    },
    sleep: async (pause: number) => {
      // Who doesn't wait for it comes too early.
      await Promise.resolve();
      seconds += pause;
    },
    now: () => new Date(seconds * 1000),
    calls: () => calls,
    seconds: () => seconds,
  };
}

describe('patience', () => {
  test.each([['an error that passes', THROTTLED], ['a denial, which may still spread', DENIED]])('waits out %s, longer each time', async (_, error) => {
    const { call, sleep } = timeline([error, error, error, 'there']);
    await expect(patiently(call, sleep)).resolves.toBe('there after 14 s');
  });

  test('ends after a minute, with the last error', async () => {
    const { call, sleep, seconds, calls } = timeline([THROTTLED]);
    await expect(patiently(call, sleep)).rejects.toBe(THROTTLED);
    expect([seconds(), calls()]).toEqual([62, 6]);
  });

  test.each([['a refusal', MISSING], ['an error of our own', new TypeError('oops')]])('has none with %s', async (_, error) => {
    const { call, sleep, seconds, calls } = timeline([error, 'there']);
    await expect(patiently(call, sleep)).rejects.toBe(error);
    expect([seconds(), calls()]).toEqual([0, 1]);
  });
});

describe('patience up to a deadline', () => {
  test('gives up before a pause that would outlast it, with the error that it met', async () => {
    const { call, sleep, now, seconds } = timeline([THROTTLED]);
    await expect(patientlyUntil(new Date(10_000), now, sleep)(call)).rejects.toBe(THROTTLED);
    expect(seconds()).toBe(6);
  });

  test('asks nothing once it is over', async () => {
    const { call, now, sleep, calls } = timeline(['there']);
    const patience = patientlyUntil(new Date(10_000), now, sleep);
    await sleep(10);
    await expect(patience(call)).rejects.toThrow('the time for it is up');
    expect(calls()).toBe(0);
  });

  test('answers within it as if there were none', async () => {
    const { call, now, sleep } = timeline([THROTTLED, 'there']);
    await expect(patientlyUntil(new Date(10_000), now, sleep)(call)).resolves.toBe('there after 2 s');
  });
});
