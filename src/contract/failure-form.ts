/**
 * A failure as text, and back.
 *
 * The form, in one line of at most 1500 characters:
 *
 *     AR-CODE: what happened. Account: where it is now. Fix: what to do. Safe to deploy again: yes. AWS says: AWS's own words
 *
 * The parts always stand in this order; only `AWS says` may be absent, and it is last because it is what gets cut. No part but AWS's contains one
 * of the marks, and line breaks become spaces. What the Provider framework puts behind it follows after an empty line.
 */

/** A failure as it is told to the user. */
export interface FailureParts {
  /** AR-EMAIL-IN-USE */
  readonly code: string;
  /** One sentence of what happened, with the value. */
  readonly what: string;
  readonly fix: string;
  /** Where the account is now. */
  readonly where: string;
  readonly safeToDeployAgain: boolean;
  /** AWS's own words. */
  readonly awsText?: string;
}

/** CloudFormation takes 4096 bytes in all, with the framework's own additions. */
export const FAILURE_TEXT_MAX = 1500;
/** What our own parts get at most, so that AWS's words are never cut away entirely. */
const PART_MAX = 400;

const FORM = /(AR-[A-Z]+(?:-[A-Z]+)*): (.*?) Account: (.*?) Fix: (.*?) Safe to deploy again: (yes|no)\.(?: AWS says: (.*?))?(?:\n\n|$)/s;

/** The failure in the documented form. */
export function renderFailure(failure: FailureParts): string {
  const ours = [
    `${failure.code}: ${cut(flat(failure.what), PART_MAX)}`,
    `Account: ${cut(flat(failure.where), PART_MAX)}`,
    `Fix: ${cut(flat(failure.fix), PART_MAX)}`,
    `Safe to deploy again: ${failure.safeToDeployAgain ? 'yes' : 'no'}.`,
  ].join(' ');
  const text = failure.awsText === undefined || failure.awsText.trim() === '' ? ours : `${ours} AWS says: ${flat(failure.awsText)}`;
  return cut(text, FAILURE_TEXT_MAX);
}

/** Reads the documented form out of a text that contains it; undefined if it doesn't. */
export function parseFailure(text: string): FailureParts | undefined {
  const found = FORM.exec(text);
  if (!found) {
    return undefined;
  }
  const [, code, what, where, fix, safe, awsText] = found;
  return { code, what, where, fix, safeToDeployAgain: safe === 'yes', ...(awsText === undefined ? {} : { awsText }) };
}

function flat(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').trim();
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 3)}...`;
}
