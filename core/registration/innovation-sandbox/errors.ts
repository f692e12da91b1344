/** What only Innovation Sandbox does. */

import { TransientError } from '../../failures/errors';

/** Innovation Sandbox itself gave no usable answer, while AWS around it did. */
export class UnansweredError extends TransientError {
  constructor(operation: string, text: string, options?: ErrorOptions) {
    super(operation, text, options);
    this.name = 'UnansweredError';
  }
}
