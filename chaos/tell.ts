/** What a session of chaos has to say at its end. */

import type { Results } from './trials';

export function tell({ codes, deployments, discarded, failures, met, runs }: Results): string {
  return [
    `${runs} runs, ${deployments} deployments, ${discarded.length} plans left out, ${failures.length} failed`,
    ...[...new Set(discarded)].map(why => `left out: ${why}`),
    `met: ${counted(met)}`,
    `told: ${counted(codes)}`,
    ...failures.flatMap(({ plan, seed, violations }) => [`\nseed ${seed}`, ...violations.map(violation => `  ${violation}`), JSON.stringify(plan, undefined, 1)]),
  ].join('\n');
}

function counted(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts).sort(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`).join(', ') || 'nothing';
}
