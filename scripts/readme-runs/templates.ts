/** What of a template or a tree of constructs depends on the language of the app, and whether anything else does. */

import { gunzipSync } from 'node:zlib';

/** What the CDK tells of an app: which constructs of which libraries it has, and what it runs in. */
const ANALYTICS = /^v2:deflate64:(.+)$/;
/** The words about the language, as `1.140.0!jsii-runtime.Runtime` or `Java/17.0.15!jsii-runtime.Runtime`. */
const RUNTIME = /,?[^,!{}]+!jsii-runtime\.Runtime/g;

/** The first place at which two values differ in more than their language, or nothing. */
export function difference(expected: unknown, got: unknown, at = '$'): string | undefined {
  if (typeof expected !== 'object' || typeof got !== 'object' || expected === null || got === null) {
    return neutral(expected) === neutral(got) ? undefined : `${at} is ${JSON.stringify(got)}, expected ${JSON.stringify(expected)}`;
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(got)]);
  for (const key of keys) {
    const found = difference((expected as Record<string, unknown>)[key], (got as Record<string, unknown>)[key], `${at}.${key}`);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function neutral(value: unknown): unknown {
  const packed = typeof value === 'string' ? ANALYTICS.exec(value)?.[1] : undefined;
  return packed === undefined ? value : gunzipSync(Buffer.from(packed, 'base64')).toString().replace(RUNTIME, '');
}
