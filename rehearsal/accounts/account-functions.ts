/** Which account an invocation is about, and how the report names a function: the kernel knows neither. */

import { FUNCTION_LABEL, PoolAccountProperty } from '../../src/contract';

/** The name of the account that CloudFormation's request, or the waiter's question about it, is about. */
export function accountOf(event: unknown): string | undefined {
  const name = (event as { ResourceProperties?: Record<string, unknown> } | null)?.ResourceProperties?.[PoolAccountProperty.ACCOUNT_NAME];
  return typeof name === 'string' ? name : undefined;
}

/** Whether a function is one of this package's. */
export function isOurs(environment: Readonly<Record<string, string>>): boolean {
  return environment[FUNCTION_LABEL] !== undefined;
}

/** As its own environment does, or 'framework' for the Provider framework's. */
export function labelOf({ environment }: { readonly environment: Readonly<Record<string, string>> }): string {
  return environment[FUNCTION_LABEL] ?? 'framework';
}
