/** What SNS takes for a message. The words are its own. */

import { isRecord } from '../../cloudformation/template';
import { ApiError } from '../../kernel/types';

/** A message, as far as its text goes. */
export interface MessageText {
  readonly subject?: string;
  readonly body: string;
  /** Whether it says another text for each protocol. */
  readonly isStructured: boolean;
}

const MOST_BYTES = 262_144;

/** Throws {@link ApiError} for what is refused. */
export function checkMessage({ subject, body, isStructured }: MessageText): void {
  if (body === '') {
    throw invalid('Empty message');
  }
  if (Buffer.byteLength(body, 'utf8') > MOST_BYTES) {
    throw invalid('Message too long');
  }
  // Subjects are text without line breaks that begins with no blank, of at most a hundred characters.
  if (subject !== undefined && !/^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(subject)) {
    throw invalid('Subject');
  }
  if (isStructured && typeof structureOf(body)?.default !== 'string') {
    throw invalid('Message Structure - No default entry in JSON message body');
  }
}

/** The text that goes to subscribers of a protocol. */
export function forProtocol({ body, isStructured }: MessageText, protocol: string): string {
  const structure = isStructured ? structureOf(body) : undefined;
  return structure === undefined ? body : String(structure[protocol] ?? structure.default);
}

function structureOf(body: string): Record<string, unknown> | undefined {
  try {
    const structure: unknown = JSON.parse(body);
    return isRecord(structure) ? structure : undefined;
  } catch {
    return undefined;
  }
}

function invalid(what: string): ApiError {
  return new ApiError('InvalidParameter', `Invalid parameter: ${what}`);
}
