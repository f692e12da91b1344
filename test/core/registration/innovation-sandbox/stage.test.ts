import { TransientError } from '../../../../core/failures/errors';
import { UnansweredError } from '../../../../core/registration/innovation-sandbox/errors';
import { meaningOfRegistrationError } from '../../../../core/registration/innovation-sandbox/stage';
import { at, attempt } from '../../fixtures';
import { wish } from '../../registration-fixtures';

const meaningOf = (error: Error) => meaningOfRegistrationError(error, wish(), attempt(), at(30));

test('an answer that Innovation Sandbox owes is told by the kind of the error, whatever the operation is called', () => {
  expect(meaningOf(new UnansweredError('lambda:InvokeFunction', 'no answer'))).toEqual({ kind: 'wait', reason: 'sandbox', text: 'no answer' });
  expect(meaningOf(new TransientError('innovation-sandbox:GET /accounts', 'no answer'))).toBeUndefined();
});
