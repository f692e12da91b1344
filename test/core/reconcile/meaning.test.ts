import { RefusalError, TransientError } from '../../../core/failures/errors';
import { failureOf } from '../../../core/failures/failures';
import { fail, look, wait } from '../../../core/reconcile/decision';
import { failureOfWait, meaningOfError } from '../../../core/reconcile/meaning';
import { BUSY, DENIED, whole } from '../fixtures';

const VALUES = { name: 'pool-010', owner: 'somebody', minutes: '5', organizationalUnit: 'ou-1', accountId: '7' };

describe('an error of a port', () => {
  test.each<[string, Error, boolean, object]>([
    ['that is no answer passes', new TransientError('x:Y', 'slow'), false, wait('transient', { text: 'slow' })],
    ['that says busy passes', new RefusalError('x:Y', BUSY), false, wait('busy', { text: BUSY })],
    ['that says try again passes', new RefusalError('x:Y', 'Rate exceeded'), false, wait('transient', { text: 'Rate exceeded' })],
    ['of access that spreads passes', new RefusalError('x:Y', DENIED), true, wait('spreading', { text: DENIED, code: 'AR-ACCESS-DENIED' })],
    ['of access that has spread is final', new RefusalError('x:Y', DENIED), false, fail('AR-ACCESS-DENIED', { ...VALUES, value: 'x:Y' }, DENIED)],
    ['of anything else is final, whatever spreads', new RefusalError('x:Y', 'EMAIL_ALREADY_EXISTS'), true, fail('AR-EMAIL-IN-USE', { ...VALUES, value: 'x:Y' }, 'EMAIL_ALREADY_EXISTS')],
    ['of a young account is final', new RefusalError('x:Y', 'OptInRequired'), true, fail('AR-ACCOUNT-NOT-READY', { ...VALUES, value: 'x:Y' }, 'OptInRequired')],
    ['that nobody knows is final, and names the call', new RefusalError('x:Y', 'something new'), true, fail('AR-CALL-REFUSED', { ...VALUES, value: 'x:Y' }, 'something new')],
  ])('%s', (_, error, isSpreading, expected) => {
    expect(whole(meaningOfError(error, isSpreading, VALUES))).toEqual(expected);
  });

  test('names the call that was refused', () => {
    expect(meaningOfError(new RefusalError('x:Y', 'something new'), false, VALUES)).toMatchObject({ failure: { what: expect.stringContaining('AWS refused x:Y'), awsText: 'something new' } });
  });

  test.each([new RangeError('bug'), 'a text', undefined])('and nothing else: %s is a bug', thrown => {
    expect(() => meaningOfError(thrown, false, VALUES)).toThrow(thrown instanceof Error ? thrown : undefined);
  });
});

describe('a wait without an end', () => {
  const own = failureOf('AR-FACTORY-FAILED', { name: 'pool-010' });

  test('is called by its code, with the last words', () => {
    expect(failureOfWait(wait('creating', { text: 'words' }), 'AR-STILL-RUNNING', VALUES)).toEqual(failureOf('AR-STILL-RUNNING', VALUES, 'words'));
  });

  test.each<[string, string | undefined, object]>([
    ['words', undefined, { ...own, awsText: 'words' }],
    ['words', 'its own', { ...own, awsText: 'its own' }],
    [' ', undefined, own],
    ['', undefined, own],
  ])('that has a failure of its own is called by that: after %j, with %j', (text, awsText, expected) => {
    const failure = awsText === undefined ? own : { ...own, awsText };
    expect(failureOfWait(wait('creating', { text, failure }), 'AR-STILL-RUNNING', VALUES)).toEqual(expected);
  });

  test('adds no words where none were said', () => expect(failureOfWait(wait('creating', { failure: own }), 'AR-STILL-RUNNING', VALUES)).toBe(own));
});

test('decisions are what they are called', () => {
  expect(look({ at: 'gate' })).toEqual({ kind: 'look', look: { at: 'gate' } });
  expect(wait('gate')).toEqual({ kind: 'wait', reason: 'gate' });
  expect(fail('AR-STILL-RUNNING', VALUES, 'words')).toEqual({ kind: 'fail', failure: failureOf('AR-STILL-RUNNING', VALUES, 'words') });
});
