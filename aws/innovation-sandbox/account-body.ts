/** An account as Innovation Sandbox's API shows it, in both generations. */

import type { SandboxRecord } from '../../core/registration/innovation-sandbox/model';

/** What we read of it. */
interface AccountBody {
  readonly status?: unknown;
  readonly meta?: { readonly createdTime?: unknown; readonly lastEditTime?: unknown };
  /** Up to 1.2. */
  readonly cleanupExecutionContext?: { readonly stateMachineExecutionArn?: unknown; readonly stateMachineExecutionStartTime?: unknown };
  /** From 1.3. */
  readonly activeCleanup?: { readonly status?: unknown; readonly executionArn?: unknown; readonly startedAt?: unknown };
  readonly lastCleanupCompletedAt?: unknown;
}

/** The record; undefined for what is none. */
export function recordIn(data: unknown): SandboxRecord | undefined {
  const account = data as AccountBody | null | undefined;
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
