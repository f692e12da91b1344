/** The accounts API of Innovation Sandbox, of both generations: they differ in the way there and in a few names. */

import { recordIn } from './account-body';
import { operationOf, wordsOf } from './sandbox-transport';
import type { SandboxCall, SandboxTransport } from './sandbox-transport';
import { assertNever, RefusalError, TransientError } from '../../core/failures/errors';
import type { Fence } from '../../core/reconcile/fence';
import { UnansweredError } from '../../core/registration/innovation-sandbox/errors';
import type { Sandbox, SandboxAnswer, SandboxRecord } from '../../core/registration/innovation-sandbox/model';
import type { SandboxPort } from '../../core/registration/innovation-sandbox/ports';
import type { RawAnswer } from '../shared/signed-request';

/** Gateways that gave up on a function that may still be at work. */
const GAVE_UP = [502, 503, 504];

/** The answer to a registration that was accepted holds the record, which is written by then. */
const CREATED = 201;
/** How long a record that was written, and doesn't show, is believed. Its registration would be undone by then, and done again, if it weren't. */
const WRITTEN_MS = 15 * 60_000;

/**
 * The API by the way that the user names for each sandbox.
 *
 * As long as the function stays warm it knows the records that its own registrations have written: no read of them need show them at once. Another function,
 * or one that starts anew, goes by what it reads.
 */
export class SandboxApi implements SandboxPort {
  private readonly written = new Map<string, { readonly record: SandboxRecord; readonly at: number }>();

  constructor(
    private readonly transports: { readonly machineClient: SandboxTransport; readonly signedInvoke: SandboxTransport },
    private readonly now: () => Date,
  ) {}

  public async record(sandbox: Sandbox, accountId: string): Promise<SandboxRecord | null> {
    const call: SandboxCall = { method: 'GET', path: `/accounts/${accountId}` };
    const answer = await this.call(sandbox, call);
    const words = wordsOf(answer.body);
    if (answer.status === 404 && /account not found/i.test(words)) {
      return this.writtenFor(sandbox, accountId) ?? null;
    }
    if (answer.status >= 500 || answer.status === 408 || answer.status === 409 || answer.status === 429) {
      throw new UnansweredError(operationOf(call), `${answer.status}: ${words}`);
    }
    if (answer.status !== 200) {
      throw new RefusalError(operationOf(call), `${answer.status}: ${words}`);
    }
    const record = recordOf(answer.body);
    if (record === undefined) {
      throw new UnansweredError(operationOf(call), 'an answer that holds no account');
    }
    this.written.delete(keyOf(sandbox, accountId));
    return record;
  }

  public async register(sandbox: Sandbox, accountId: string, fence: Fence): Promise<SandboxAnswer> {
    // Exactly this: every other key is refused or ignored.
    const call: SandboxCall = { method: 'POST', path: '/accounts', body: JSON.stringify({ awsAccountId: accountId }), fence };
    return this.tell(sandbox, call, ({ status, body }) => {
      const record = status === CREATED ? recordOf(body) : undefined;
      if (record !== undefined) {
        this.written.set(keyOf(sandbox, accountId), { record, at: this.now().getTime() });
      }
    });
  }

  public async retryCleanup(sandbox: Sandbox, accountId: string, fence: Fence): Promise<SandboxAnswer> {
    return this.tell(sandbox, { method: 'POST', path: `/accounts/${accountId}/retryCleanup`, fence });
  }

  private writtenFor(sandbox: Sandbox, accountId: string): SandboxRecord | undefined {
    const found = this.written.get(keyOf(sandbox, accountId));
    return found !== undefined && this.now().getTime() - found.at < WRITTEN_MS ? found.record : undefined;
  }

  private async tell(sandbox: Sandbox, call: SandboxCall, heard: (answer: RawAnswer) => void = () => undefined): Promise<SandboxAnswer> {
    try {
      const answer = await this.call(sandbox, call);
      const { status, body } = answer;
      heard(answer);
      return { status: GAVE_UP.includes(status) ? 0 : status, text: wordsOf(body) };
    } catch (error) {
      if (error instanceof TransientError) {
        return { status: 0, text: error.text };
      }
      throw error;
    }
  }

  private async call(sandbox: Sandbox, call: SandboxCall): Promise<RawAnswer> {
    const { kind } = sandbox.access;
    switch (kind) {
      case 'machine-client':
        return this.transports.machineClient.call(sandbox, call);
      case 'signed-invoke':
        return this.transports.signedInvoke.call(sandbox, call);
      default:
        return assertNever(kind);
    }
  }
}

function keyOf({ region, namespace }: Sandbox, accountId: string): string {
  return `${region} ${namespace} ${accountId}`;
}

function recordOf(body: string): SandboxRecord | undefined {
  try {
    return recordIn((JSON.parse(body) as { data?: unknown } | null)?.data);
  } catch {
    return undefined;
  }
}
