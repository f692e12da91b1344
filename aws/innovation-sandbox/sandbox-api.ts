/** The accounts API of Innovation Sandbox, of both generations: they differ in the way there and in a few names. */

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

/** The API by the way that the user names for each sandbox. */
export class SandboxApi implements SandboxPort {
  constructor(private readonly transports: { readonly machineClient: SandboxTransport; readonly signedInvoke: SandboxTransport }) {}

  public async record(sandbox: Sandbox, accountId: string): Promise<SandboxRecord | null> {
    const call: SandboxCall = { method: 'GET', path: `/accounts/${accountId}` };
    const answer = await this.call(sandbox, call);
    const words = wordsOf(answer.body);
    if (answer.status === 404 && /account not found/i.test(words)) {
      return null;
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
    return record;
  }

  public async register(sandbox: Sandbox, accountId: string, fence: Fence): Promise<SandboxAnswer> {
    // Exactly this: every other key is refused or ignored.
    return this.tell(sandbox, { method: 'POST', path: '/accounts', body: JSON.stringify({ awsAccountId: accountId }), fence });
  }

  public async retryCleanup(sandbox: Sandbox, accountId: string, fence: Fence): Promise<SandboxAnswer> {
    return this.tell(sandbox, { method: 'POST', path: `/accounts/${accountId}/retryCleanup`, fence });
  }

  private async tell(sandbox: Sandbox, call: SandboxCall): Promise<SandboxAnswer> {
    try {
      const { status, body } = await this.call(sandbox, call);
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

/** An account as the API shows it: what we read of it. */
interface AccountBody {
  readonly status?: unknown;
  readonly meta?: { readonly createdTime?: unknown; readonly lastEditTime?: unknown };
  /** Up to 1.2. */
  readonly cleanupExecutionContext?: { readonly stateMachineExecutionArn?: unknown; readonly stateMachineExecutionStartTime?: unknown };
  /** From 1.3. */
  readonly activeCleanup?: { readonly status?: unknown; readonly executionArn?: unknown; readonly startedAt?: unknown };
  readonly lastCleanupCompletedAt?: unknown;
}

function recordOf(body: string): SandboxRecord | undefined {
  const account = accountIn(body);
  if (typeof account?.status !== 'string') {
    return undefined;
  }
  const { meta, cleanupExecutionContext: before, activeCleanup: active } = account;
  const cleaning = {
    ...present('phase', text(active?.status)),
    ...present('execution', text(active?.executionArn) ?? text(before?.stateMachineExecutionArn)),
    ...present('startedAt', time(active?.startedAt) ?? time(before?.stateMachineExecutionStartTime)),
  };
  return {
    status: account.status,
    ...present('lastEditedAt', time(meta?.lastEditTime) ?? time(meta?.createdTime)),
    ...(Object.keys(cleaning).length === 0 ? {} : { cleaning }),
    ...present('cleanedAt', time(account.lastCleanupCompletedAt)),
  };
}

function accountIn(body: string): AccountBody | undefined {
  try {
    return (JSON.parse(body) as { data?: AccountBody } | null)?.data;
  } catch {
    return undefined;
  }
}

function present<K extends string>(key: K, value: string | undefined): { readonly [key in K]?: string } {
  return value === undefined ? {} : { [key]: value } as { readonly [key in K]: string };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Texts in ISO 8601, or seconds or milliseconds since 1970. */
function time(value: unknown): string | undefined {
  const SECONDS_MAX = 100_000_000_000;
  const date = typeof value === 'string' ? new Date(value) : typeof value === 'number' ? new Date(value < SECONDS_MAX ? value * 1000 : value) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
