/** Reads that may fail without the rest: what a snapshot couldn't see is told in it, call by call. */

import { AccessError, RefusalError, TransientError } from '../../core/failures/errors';
import type { Unseen } from '../../core/operator/snapshot';
import { maskText } from '../../src/contract';

/** Refusals after which no other call will get through either. */
const FATAL = /^(ExpiredToken|ExpiredTokenException|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|CredentialsProviderError|TokenProviderError)\b/;
const DENIED = /AccessDenied|UnauthorizedOperation|not authorized|Forbidden|NotAuthorized/i;
const LONGEST = 300;

/** Whether the error is about the credentials and not about the call. */
export function isFatal(error: unknown): error is RefusalError | TransientError {
  return (error instanceof RefusalError || error instanceof TransientError) && FATAL.test(error.text);
}

/** What an adapter knows to be missing isn't denied. */
function isDenial(error: RefusalError | TransientError | AccessError): boolean {
  return error instanceof AccessError ? error.code !== 'AR-SANDBOX-CONFIGURATION' : error instanceof RefusalError && DENIED.test(error.text);
}

/** Notes what couldn't be seen. */
export class Looks {
  public readonly unseen: Unseen[] = [];

  /** Notes what wasn't asked for. */
  public leaveOut(part: string, text: string): void {
    this.unseen.push({ call: 'none', part, kind: 'left-out', text });
  }

  /** What the read gives; undefined if AWS refused it or gave up. Throws on what no other call would survive either. */
  public async at<T>(part: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (isFatal(error) || !(error instanceof RefusalError || error instanceof TransientError || error instanceof AccessError)) {
        throw error;
      }
      const text = maskText(error.text);
      this.unseen.push({
        call: error.operation,
        part,
        kind: isDenial(error) ? 'denied' : 'failed',
        text: text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text,
      });
      return undefined;
    }
  }
}

/** A page of a list, and the token of the next one. */
export interface Page<T> {
  readonly items: readonly T[] | undefined;
  readonly next: string | undefined;
}

/** Page after page, until there is no further one. */
export async function pages<T>(read: (token: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const page = await read(token);
    all.push(...page.items ?? []);
    token = page.next;
  } while (token !== undefined && token !== '');
  return all;
}

/** A date as the snapshot has it. */
export function iso(date: Date | undefined): string | undefined {
  return date?.toISOString();
}

/** Without the members that are undefined, which JSON has no word for. */
export function present<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

/** AWS's list of tags as a map. */
export function tagsOf(tags: readonly { readonly Key?: string; readonly Value?: string }[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}
