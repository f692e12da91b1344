/** What a desk allows, as data: its pools, its ceilings, and the templates that requests are made from. Whoever deploys the desk sets it; nothing in here is a caller's. */

/** A pool that the desk gives accounts of. */
export interface DeskPool {
  readonly name: string;
  /** The organizational unit that its accounts are in. */
  readonly organizationalUnitId: string;
  /** Whether its accounts are registered with a sandbox, which may lease or erase any of them. */
  readonly hasSandbox: boolean;
}

/** One parameter of a template. */
export interface TemplateParameter {
  readonly description?: string;
  /** Taken if the request names none. A parameter without a default must be named. */
  readonly default?: string;
  /** The values that it may have; any text if missing. */
  readonly allowed?: readonly string[];
  /** Length of a text, in characters. */
  readonly maxLength?: number;
}

/** What a request is made from. A template is never changed: a new version stands beside it, and requests say which one they were made from. */
export interface RequestTemplate {
  readonly name: string;
  readonly version: number;
  readonly description?: string;
  readonly parameters: Readonly<Record<string, TemplateParameter>>;
  /** Tags that every account of it gets; a request can't set others for these keys. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** So many accounts at most, counted by the desk. None is no ceiling. */
export interface Ceilings {
  /** That one person asks for or has. */
  readonly perPerson?: number;
  /** That one team asks for or has. */
  readonly perTeam?: number;
  /** That all ask for on one day (UTC). */
  readonly perDay?: number;
}

export interface DeskRules {
  readonly pools: readonly DeskPool[];
  readonly templates: readonly RequestTemplate[];
  readonly ceilings: Ceilings;
  /** The most accounts of one request. */
  readonly mostPerRequest: number;
  /** A request for fewer accounts needs no approver; 0: every one needs one. */
  readonly autoApprovalBelow: number;
  /** Whose accounts may be requested; all pools if missing. */
  readonly units?: readonly string[];
  /** The whole of a cost centre, as a regular expression; any short text if missing. */
  readonly costCentrePattern?: string;
  /** Days that a request waits for an approver. */
  readonly pendingDays: number;
}

/** Length of a parameter's value unless its template says less, in characters. */
export const PARAMETER_MAX = 256;

/** A template: the version that is named, or else the newest. */
export function templateOf(rules: DeskRules, name: string, version?: number): RequestTemplate | undefined {
  const named = rules.templates.filter(template => template.name === name && (version === undefined || template.version === version));
  return named.reduce<RequestTemplate | undefined>((newest, one) => newest === undefined || one.version > newest.version ? one : newest, undefined);
}

/** Templates as people name them. */
export function templateNames({ templates }: DeskRules): string {
  return templates.length === 0 ? 'none' : templates.map(({ name, version }) => `${name} (version ${version})`).join(', ');
}

/** Which counts a request's accounts count for. */
export interface CounterChange {
  readonly scope: 'person' | 'team' | 'day';
  /** Whom or when: a person, a team, 2026-11-28. */
  readonly of: string;
  readonly by: number;
  /** The most that it may come to; missing for none, and for what is given back. */
  readonly most?: number;
}

/** So many accounts, and whom they count for. */
export interface Counted {
  readonly count: number;
  readonly person: string;
  readonly team: string;
}

/** What asking for so many accounts counts. */
export function countersOf({ perDay, perPerson, perTeam }: Ceilings, { count, person, team }: Counted, now: Date): CounterChange[] {
  return [
    { scope: 'person', of: person, by: count, ...perPerson !== undefined && { most: perPerson } },
    { scope: 'team', of: team, by: count, ...perTeam !== undefined && { most: perTeam } },
    { scope: 'day', of: now.toISOString().slice(0, 10), by: count, ...perDay !== undefined && { most: perDay } },
  ];
}

/** What giving back so many counts. The day keeps what was asked for on it. */
export function givenBack({ count, person, team }: Counted): CounterChange[] {
  return count === 0 ? [] : [{ scope: 'person', of: person, by: -count }, { scope: 'team', of: team, by: -count }];
}
