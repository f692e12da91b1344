/** Apps as they stand in landing zones, a file each: what the rehearsal says of them is what becomes of them in AWS. */

import * as fs from 'node:fs';
import { version } from 'aws-cdk-lib/package.json';
import type { TestApp, Verdict } from './test-app';
import { devDependencies } from '../../package.json';
import type { Report } from '../../rehearsal/report';
import { succeeded } from '../../rehearsal/report';
import { rehearseApp } from '../support/rehearse-app';

const SITUATIONS = fs.readdirSync(__dirname)
  .filter(file => file.endsWith('.ts') && !['apps.test.ts', 'test-app.ts'].includes(file))
  .map(file => file.replace(/\.ts$/, ''))
  .sort();

/** What was assumed beside what was to be, and what was to be and wasn't. */
function unexpected(assumed: readonly string[], patterns: readonly RegExp[] = []): string[] {
  return [
    ...assumed.filter(line => !patterns.some(pattern => pattern.test(line))),
    ...patterns.filter(pattern => !assumed.some(line => pattern.test(line))).map(pattern => `nothing like ${String(pattern)} is assumed`),
  ];
}

/** What failed, in the words of the report. */
function failures({ accounts, stacks }: Report): string {
  return [
    ...stacks.map(({ name, status, reason }) => `${name} ${status}: ${reason ?? ''}`),
    ...stacks.flatMap(stack => stack.failures.map(({ logicalId, error }) => `${logicalId} ${error.code}: ${error.what} ${error.awsSays ?? ''}`)),
    ...accounts.flatMap(({ error, name }) => error === null ? [] : [`${name} ${error.code}: ${error.what} ${error.awsSays ?? ''}`]),
  ].join('\n');
}

function checkReport(report: Report, verdict: Verdict): void {
  switch (verdict.ends) {
    case 'available':
      expect(failures(report)).toMatch(/^(.+ (CREATE|UPDATE)_COMPLETE: \n?)*$/);
      expect(succeeded(report)).toBe(true);
      expect(report.accounts.map(({ state }) => state)).toEqual(Array(verdict.accounts ?? 1).fill('AVAILABLE'));
      expect(unexpected(report.assumed, verdict.assumed)).toEqual([]);
      return;
    case 'failed':
      expect(failures(report)).toMatch(verdict.because);
      expect(succeeded(report)).toBe(false);
      expect(unexpected(report.assumed, verdict.assumed)).toEqual([]);
      return;
    case 'refused':
    case 'unknown':
      throw new Error(`a report came of it: ${failures(report)}`);
  }
}

const IS_FLOOR = version === devDependencies['aws-cdk-lib'];

test.each(SITUATIONS)('%s', async situation => {
  const { app: { build, newest, verdict: ofFloor, ...scenario } } = jest.requireActual<{ app: TestApp }>(`./${situation}`);
  const verdict = IS_FLOOR ? ofFloor : newest ?? ofFloor;
  if (verdict.ends === 'unknown' || verdict.ends === 'refused') {
    await expect(rehearseApp({ ...scenario, app: build })).rejects.toThrow(
      expect.objectContaining({ message: expect.stringMatching(verdict.because) }),
    );
    return;
  }
  checkReport((await rehearseApp({ ...scenario, app: build })).report, verdict);
});
