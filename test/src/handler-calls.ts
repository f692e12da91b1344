/** What the code of our handlers calls, read from their sources. */

import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');

/** IAM prefixes of the SDK's clients. */
const PREFIXES: Readonly<Record<string, string>> = {
  'client-cloudformation': 'cloudformation',
  'client-lambda': 'lambda',
  'client-organizations': 'organizations',
  'client-secrets-manager': 'secretsmanager',
  'client-service-catalog': 'servicecatalog',
  'client-service-quotas': 'servicequotas',
  'client-ssm': 'ssm',
  'client-sso-admin': 'sso',
  'client-sts': 'sts',
};

/** The one call of ours whose action in IAM has another name. */
const RENAMED: Readonly<Record<string, string>> = { 'lambda:Invoke': 'lambda:InvokeFunction' };

/** The source files that `entry` pulls in at run time, itself included. */
function reachable(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) {
    return seen;
  }
  seen.add(entry);
  for (const [, types, target] of readFileSync(entry, 'utf8').matchAll(/^(?:import|export)( type)? [^;]*?from '(\.[^']+)';/gms)) {
    const file = path.resolve(path.dirname(entry), target);
    const source = [`${file}.ts`, path.join(file, 'index.ts')].find(existsSync);
    if (types === undefined && source) {
      reachable(source, seen);
    }
  }
  return seen;
}

/** The AWS calls that are written down in the code of some handlers, as IAM actions. */
export function callsOf(...handlers: string[]): string[] {
  const calls = new Set<string>();
  for (const file of new Set(handlers.flatMap(handler => [...reachable(path.join(ROOT, 'lambda', `${handler}.ts`))]))) {
    const source = readFileSync(file, 'utf8');
    for (const [, names, client] of source.matchAll(/^import \{([^}]*)\} from '@aws-sdk\/([\w-]+)';/gms)) {
      const imported = names.split(',').map(name => name.trim().replace(/^.* as /, ''));
      for (const name of imported.filter(candidate => /^[A-Z]\w+Command$/.test(candidate) && new RegExp(`\\bnew ${candidate}\\(`).test(source))) {
        const call = `${PREFIXES[client]}:${name.replace(/Command$/, '')}`;
        calls.add(RENAMED[call] ?? call);
      }
      for (const name of imported.filter(candidate => /^paginate[A-Z]\w+$/.test(candidate))) {
        calls.add(`${PREFIXES[client]}:${name.replace(/^paginate/, '')}`);
      }
    }
    for (const call of signedCallsOf(source)) {
      calls.add(call);
    }
  }
  return [...calls].sort();
}

/** Calls that are signed by hand, because the SDK has no client for them. */
function signedCallsOf(source: string): string[] {
  if (!/^import \{[^}]*\b(?:sendSigned|callJson)\b[^}]*\} from/m.test(source)) {
    return [];
  }
  const only = source.match(/\bconst OPERATION = '(\w+:\w+)'/)?.[1];
  if (only !== undefined) {
    return [only];
  }
  const service = source.match(/\bservice: '([\w-]+)'/)?.[1];
  if (service === undefined) {
    // It sends for others, which name theirs.
    return [];
  }
  return service === 'execute-api' ? ['execute-api:Invoke'] : [...source.matchAll(/this\.call(?:<[^(]*>)?\('(\w+)'/g)].map(([, action]) => `${service}:${action}`);
}
