/** World files of all kinds. */

import * as fc from 'fast-check';
import { stringify } from 'yaml';
import type { Fault } from '../../../rehearsal/world/world';

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
const minutes = fc.integer({ min: 1, max: 1000 });
const optional = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined });

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constant('creation-fails' as const), message: fc.string({ minLength: 1 }), afterMinutes: minutes, accountCreated: fc.boolean(), times: optional }),
  fc.record({ kind: fc.constant('busy' as const), account: name, message: fc.string({ minLength: 1 }), times: optional }),
  fc.record({ kind: fc.constant('creation-takes' as const), account: name, minutes }),
  fc.record({ kind: fc.constant('status-becomes' as const), status: name, afterMinutes: minutes }),
  fc.record({ kind: fc.constant('artifact-rebuilt' as const), fromMinute: minutes, minutes }),
  fc.record({ kind: fc.constant('function-dies' as const), after: fc.constant('servicecatalog:ProvisionProduct'), times: optional }),
);

/** World files that leave out what they like. */
export const worlds: fc.Arbitrary<string> = fc.record({
  organization: fc.record({
    accountQuota: fc.integer({ min: 500, max: 2000 }),
    identityCenter: fc.boolean(),
    accounts: fc.uniqueArray(fc.record({ name, tags: fc.dictionary(name, fc.string()) }, { requiredKeys: ['name'] }), { selector: entry => entry.name, maxLength: 4 }),
    products: fc.uniqueArray(fc.record({ name, statusMessage: fc.string() }, { requiredKeys: ['name'] }), { selector: entry => entry.name, maxLength: 4 }),
    foreignAccounts: fc.nat(300),
  }, { requiredKeys: [] }),
  factory: fc.record({
    concurrency: fc.integer({ min: 1, max: 50 }),
    busyAfterSeconds: fc.nat(100),
    secondLaunchPath: fc.boolean(),
  }, { requiredKeys: [] }),
  operations: fc.array(fc.record({ minutes, count: fc.integer({ min: 1, max: 5 }), visible: fc.boolean() }, { requiredKeys: ['minutes'] }), { maxLength: 3 }),
  deployment: fc.record({ cancelAfterMinutes: minutes, retainExceptOnCreate: fc.boolean() }, { requiredKeys: [] }),
  faults: fc.uniqueArray(fault, { selector: ({ kind }) => kind, maxLength: 4 }),
}, { requiredKeys: [] }).map(world => stringify(world));
