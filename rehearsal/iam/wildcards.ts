/** IAM's wildcards: `*` for any number of characters, `?` for exactly one. */

const expressions = new Map<string, RegExp>();

/** Whether the whole of `text` fits `pattern`. */
export function matchesWildcards(pattern: string, text: string): boolean {
  if (pattern === '*') {
    return true;
  }
  let expression = expressions.get(pattern);
  if (!expression) {
    const source = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.');
    expression = new RegExp(`^${source}$`, 's');
    expressions.set(pattern, expression);
  }
  return expression.test(text);
}

/** Whether an ARN fits a pattern of ARNs: part by part, so that a wildcard doesn't reach over a colon. */
export function matchesArn(pattern: string, arn: string): boolean {
  const [patterns, parts] = [arnParts(pattern), arnParts(arn)];
  if (pattern === '*') {
    return true;
  }
  return patterns.length === 6 && parts.length === 6 && patterns.every((part, index) => matchesWildcards(part, parts[index]));
}

/** An ARN has six parts; the last one may hold colons itself. */
function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}
