/**
 * What the last synthesis into the same folder declared.
 *
 * Synthesis can't know what is deployed. The template that is about to be overwritten is the best hint there is, and where there is none nothing is said.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Stage } from 'aws-cdk-lib';
import { LAST_LEG, POOL_ACCOUNT_TYPE, PoolAccountProperty } from '../contract';
import { isKnown } from '../shared/known-value';

/** Names of the accounts whose owner began with `owner` when the stack was last synthesized, in their order. */
export function namesBefore(stack: Stack, owner: string): string[] {
  return Object.values(resourcesBefore(stack)).flatMap(resource => {
    const { Type, Properties } = block(resource);
    const properties = block(Properties);
    const name = properties[PoolAccountProperty.ACCOUNT_NAME];
    const isOne = Type === POOL_ACCOUNT_TYPE && properties[PoolAccountProperty.LEG] === LAST_LEG
      && String(properties[PoolAccountProperty.OWNER]).startsWith(owner);
    // The first of two syntheses had stand-ins for names that are looked up.
    return isOne && typeof name === 'string' && isKnown(name) ? [name] : [];
  });
}

/** The service tokens of the accounts' legs by their logical ids, as the stack was last synthesized. */
export function serviceTokensBefore(stack: Stack): Map<string, unknown> {
  return new Map(Object.entries(resourcesBefore(stack)).flatMap(([id, resource]) => {
    const { Type, Properties } = block(resource);
    return Type === POOL_ACCOUNT_TYPE ? [[id, block(Properties).ServiceToken] as const] : [];
  }));
}

function resourcesBefore(stack: Stack): Record<string, unknown> {
  const assembly = Stage.of(stack)?.outdir;
  return assembly === undefined ? {} : block(block(readJson(path.join(assembly, stack.templateFile))).Resources);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function block(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {};
}
