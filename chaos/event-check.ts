/** Holds events to the catalogue: whatever is sent has to be as docs/events.md says. */

import type { ValidateFunction } from 'ajv';
import Ajv from 'ajv';
import { schemaOf } from '../core/events/catalogue';
import { PoolEvent } from '../src/contract';

const ajv = new Ajv({ allErrors: true });
ajv.addFormat('date-time', text => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text);
const CHECKS = new Map<string, ValidateFunction>(Object.values(PoolEvent).map(event => [event, ajv.compile(schemaOf(event))]));

/** What is wrong with an event; nothing, if it is as the catalogue says and tells no address. */
export function faultsOfEvent(detailType: string, detail: object): string[] {
  const check = CHECKS.get(detailType);
  if (check === undefined) {
    return [`${detailType} is not in the catalogue`];
  }
  const unknown = Object.keys(detail).filter(member => !(member in (check.schema as { properties: object }).properties));
  return [
    ...check(detail) ? [] : check.errors!.map(({ instancePath, message }) => `${detailType}${instancePath} ${message}`),
    ...unknown.map(member => `${detailType} has the member ${member}, which the catalogue doesn't know`),
    .../@|:\/\//.test(JSON.stringify(detail)) ? [`${detailType} holds an address: ${JSON.stringify(detail)}`] : [],
  ];
}
