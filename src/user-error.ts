/**
 * Wrong input, told as a sentence.
 *
 * Node prints the stack of an error that nobody catches. Here the message names the construct or the file, so the
 * trace through this library would only bury it.
 */
export class UserError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AccountRobot';
    this.stack = `${this.name}: ${message}`;
  }
}
