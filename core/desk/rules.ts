/** What a desk allows: its pools, its ceilings, and the templates that requests are made from. Whoever deploys the desk sets it; nothing in here is a caller's. */

import type { DeskCeilings as Ceilings, DeskRules, RequestTemplate } from '../../src/contract';

export type { DeskCeilings as Ceilings, DeskPool, DeskRules, RequestTemplate, TemplateParameter } from '../../src/contract';

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
