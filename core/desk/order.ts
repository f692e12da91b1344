/** Whether what is asked for may be: everything that is wrong with an order, and the order completed from its template. */

import type { CompleteOrder, RequestOrder } from './model';
import type { DeskRefusal } from './refusals';
import { deskRefusal, quoted } from './refusals';
import type { DeskRules, RequestTemplate } from './rules';
import { PARAMETER_MAX, templateNames, templateOf } from './rules';
import { tagRefusals } from './tags';

/** Complete if nothing is wrong with it. */
export type ReadOrder =
  | { readonly order: CompleteOrder; readonly refusals?: undefined }
  | { readonly order?: undefined; readonly refusals: readonly DeskRefusal[] };

/** Holds an order to the rules. */
export function readOrder(order: RequestOrder, rules: DeskRules): ReadOrder {
  const template = order.template === undefined ? undefined : templateOf(rules, order.template, order.templateVersion);
  const { mostPerRequest: most } = rules;
  const refusals = [
    ...poolRefusals(order, rules),
    ...order.count > most ? [deskRefusal('AR-DESK-COUNT', { value: String(order.count), expected: String(most), place: 'count' })] : [],
    ...costCentreRefusals(order, rules),
    ...templateRefusals(order, rules, template),
    ...tagRefusals(order, template),
  ];
  if (refusals.length > 0) {
    return { refusals };
  }
  const { template: _named, templateVersion: _asked, ...rest } = order;
  if (template === undefined) {
    return { order: rest };
  }
  return { order: { ...rest, template: template.name, templateVersion: template.version, parameters: completed(order, template) } };
}

/** What is wrong with having accounts of a pool at all. */
export function poolRefusals({ pool: name }: Pick<RequestOrder, 'pool'>, { pools, units }: DeskRules): DeskRefusal[] {
  const pool = pools.find(one => one.name === name);
  if (pool === undefined) {
    return [deskRefusal('AR-DESK-POOL', { value: quoted(name), expected: pools.map(one => one.name).join(', ') || 'none', place: 'pool' })];
  }
  if (pool.hasSandbox) {
    return [deskRefusal('AR-DESK-SANDBOX', { value: name, place: 'pool' })];
  }
  return units === undefined || units.includes(pool.organizationalUnitId) ? []
    : [deskRefusal('AR-DESK-UNIT', { name, value: pool.organizationalUnitId, expected: units.join(', ') || 'none', place: 'pool' })];
}

function costCentreRefusals({ costCentre }: RequestOrder, { costCentrePattern: pattern }: DeskRules): DeskRefusal[] {
  const fits = pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(costCentre);
  return fits ? [] : [deskRefusal('AR-DESK-COST-CENTRE', { value: quoted(costCentre), expected: pattern, place: 'costCentre' })];
}

function templateRefusals(order: RequestOrder, rules: DeskRules, template?: RequestTemplate): DeskRefusal[] {
  const { parameters, template: name, templateVersion: version } = order;
  const given = Object.keys(parameters);
  if (name === undefined) {
    return [
      ...version === undefined ? [] : [deskRefusal('AR-DESK-TEMPLATE', { value: `of version ${version} without a name`, expected: templateNames(rules), place: 'templateVersion' })],
      ...given.map(one => deskRefusal('AR-DESK-PARAMETER', { place: `parameters.${one}`, name: 'none', value: quoted(parameters[one]), expected: 'no parameter without a template' })),
    ];
  }
  if (template === undefined) {
    return [deskRefusal('AR-DESK-TEMPLATE', { value: `${quoted(name)}${version === undefined ? '' : ` of version ${version}`}`, expected: templateNames(rules), place: 'template' })];
  }
  // What everything has by nature isn't a parameter: Object.keys, not the names as they are.
  const known = Object.keys(template.parameters);
  return [
    ...known.flatMap(one => parameterRefusals(template, one, Object.hasOwn(parameters, one) ? parameters[one] : undefined)),
    ...given.filter(one => !known.includes(one)).map(one => deskRefusal('AR-DESK-PARAMETER', {
      place: `parameters.${one}`,
      name: template.name,
      value: quoted(parameters[one]),
      expected: `one of ${known.join(', ') || 'none'}`,
    })),
  ];
}

function parameterRefusals(template: RequestTemplate, place: string, value: string | undefined): DeskRefusal[] {
  const { allowed, default: otherwise, maxLength = PARAMETER_MAX } = template.parameters[place];
  const refused = (expected: string) => [deskRefusal('AR-DESK-PARAMETER', { place: `parameters.${place}`, name: template.name, value: quoted(value), expected })];
  if (value === undefined) {
    return otherwise === undefined ? refused(allowed === undefined ? 'a text' : `one of ${allowed.join(', ')}`) : [];
  }
  if (allowed !== undefined && !allowed.includes(value)) {
    return refused(`one of ${allowed.join(', ')}`);
  }
  return [...value].length > maxLength ? refused(`at most ${maxLength} characters`) : [];
}

function completed({ parameters }: RequestOrder, template: RequestTemplate): Record<string, string> {
  const all = Object.entries(template.parameters);
  const defaults = all.flatMap(([name, parameter]) => parameter.default === undefined ? [] : [[name, parameter.default] as const]);
  return { ...Object.fromEntries(defaults), ...parameters };
}
