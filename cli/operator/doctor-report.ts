/** What `doctor` tells: for people and for programs. Pure. */

import { CheckState } from '../../core/operator/doctor/check';
import type { Finding } from '../../core/operator/doctor/examine';
import { tally } from '../../core/operator/doctor/examine';
import type { Snapshot } from '../../core/operator/snapshot';
import type { Style } from '../terminal';
import { count, paragraph } from '../text';

/** The version of the form for programs. */
export const DOCTOR_VERSION = 1;

/** What was examined, and what it came to. */
export interface DoctorReport {
  readonly version: typeof DOCTOR_VERSION;
  /** When the organization was read. */
  readonly takenAt: string;
  readonly organizationId: string | null;
  readonly accountId: string;
  readonly region: string;
  /** The folder of the app; null if none was named. */
  readonly app: string | null;
  readonly counts: Readonly<Record<CheckState, number>>;
  readonly checks: readonly ReportedCheck[];
}

/** An answer in which what there is none of is null. */
export interface ReportedCheck {
  readonly code: string;
  /** Whether it is about the hub account of an Innovation Sandbox: such checks are shown apart. */
  readonly inHub: boolean;
  readonly state: CheckState;
  readonly what: string;
  readonly fix: string | null;
  readonly evidence: string | null;
  readonly permission: string | null;
}

/** The report. */
export function doctorReport(snapshot: Snapshot, app: string | undefined, findings: readonly Finding[]): DoctorReport {
  const { takenAt, organization, caller } = snapshot;
  return {
    version: DOCTOR_VERSION,
    takenAt,
    organizationId: organization?.id ?? null,
    accountId: caller.accountId,
    region: caller.region,
    app: app ?? null,
    counts: tally(findings),
    checks: findings.map(({ code, inHub, state, what, fix = null, evidence = null, permission = null }) =>
      ({ code, inHub, state, what, fix, evidence, permission })),
  };
}

/** How states are told. */
const WORDS: Readonly<Record<CheckState, string>> = {
  [CheckState.OK]: 'ok',
  [CheckState.WARN]: 'warn',
  [CheckState.FAIL]: 'fail',
  [CheckState.UNSEEN]: 'can\'t see',
};
const HUB = 'In the hub account of Innovation Sandbox, where reading rights in the management account don\'t reach (--with-sandbox-records):';
const STATE_WIDTH = Math.max(...Object.values(WORDS).map(word => word.length));
const CODE_WIDTH = 'AR-CHECK-IDENTITY-CENTER'.length;

/** A line for each check; where not all is well, what to do and what was read below it. */
export function doctorText({ takenAt, organizationId, accountId, region, app, counts, checks }: DoctorReport, style: Style): string[] {
  const colors = { [CheckState.OK]: style.good, [CheckState.WARN]: style.warn, [CheckState.FAIL]: style.bad, [CheckState.UNSEEN]: style.dim };
  const subject = app === null ? 'no app was named' : `app ${app}`;
  const head = `Organization ${organizationId ?? 'unknown'}, read by account ${accountId} in ${region} at ${takenAt}; ${subject}`;
  const indent = ' '.repeat(STATE_WIDTH + CODE_WIDTH + 4);
  const linesOf = (shown: readonly ReportedCheck[]) => shown.flatMap(({ code, state, what, fix, evidence }) => {
    const [first, ...rest] = paragraph(`${WORDS[state].padEnd(STATE_WIDTH)}  ${code.padEnd(CODE_WIDTH)}  `, what);
    const more = state === CheckState.OK ? [] : [
      ...fix === null ? [] : paragraph(`${indent}Fix: `, fix),
      ...evidence === null ? [] : paragraph(`${indent}Seen: `, evidence).map(style.dim),
    ];
    return [`${colors[state](first.slice(0, STATE_WIDTH))}${first.slice(STATE_WIDTH)}`, ...rest, ...more];
  });
  const total = [CheckState.FAIL, CheckState.WARN, CheckState.UNSEEN, CheckState.OK].map(state => `${counts[state]} ${WORDS[state]}`).join(', ');
  const [apart, rest] = [true, false].map(inHub => checks.filter(check => check.inHub === inHub));
  return [
    ...paragraph('', head), '', ...linesOf(rest), '', ...paragraph('', HUB), ...linesOf(apart), '', style.bold(`${count(checks.length, 'check')}: ${total}`),
  ];
}
