import { catalogued, faultsOf } from './catalogued';
import { accountAvailable, accountFailed } from '../../../core/events/account-events';
import { CATALOGUE, schemaOf } from '../../../core/events/catalogue';
import { FAILURE_CODES } from '../../../core/failures/failure-table';
import { failureOf } from '../../../core/failures/failures';
import { EXAMPLES, KNOWN, MOMENT } from '../../../scripts/events/samples';
import { PoolEvent } from '../../../src/contract';
import { at } from '../fixtures';

const ALL = Object.values(PoolEvent);

interface Schema {
  readonly properties: Readonly<Record<string, { readonly description?: string; readonly optional?: true }>>;
  readonly required: string[];
}

test.each(ALL)('%s is as the catalogue says, and is the same when it is told again', detailType => {
  const [event] = catalogued([EXAMPLES[detailType]()]);
  expect(event).toMatchObject({ detailType, detail: { version: 1, stackName: 'pool-stack', pool: 'Pool', at: at(3).toISOString() } });
  expect(EXAMPLES[detailType]().detail.id).toBe(event.detail.id);
});

test('no two events share an id', () => {
  expect(new Set(ALL.map(detailType => EXAMPLES[detailType]().detail.id)).size).toBe(ALL.length);
});

test.each(ALL)('%s has a schema that says what each member is, and wants all but the optional ones', detailType => {
  const { properties, required } = schemaOf(detailType) as Schema;
  expect(Object.values(properties).filter(({ description, optional }) => !description || optional !== undefined)).toEqual([]);
  const own = Object.entries(CATALOGUE[detailType].members).filter(([, member]) => member.optional !== true).map(([name]) => name);
  expect(required.sort()).toEqual(['version', 'id', 'stackName', 'at', ...own].sort());
});

test.each(ALL)('%s has a schema by which any validator knows it, and says when it is sent', detailType => {
  expect(schemaOf(detailType)).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: detailType,
    type: 'object',
    description: `Detail of the event '${detailType}', sent when ${CATALOGUE[detailType].when}.`,
  });
});

test('the id follows what is told: another deployment, another account, another pool', () => {
  const order = at(0).toISOString();
  const ids = [
    accountAvailable(KNOWN, {}, order),
    accountAvailable(KNOWN, {}, at(1).toISOString()),
    accountAvailable({ ...KNOWN, accountId: '111122224444' }, {}, order),
    accountAvailable({ ...KNOWN, subject: { ...KNOWN.subject, owner: 'pool-stack/Other/pool-010' } }, {}, order),
    accountAvailable({ ...KNOWN, subject: { ...KNOWN.subject, stackName: 'other-stack' } }, {}, order),
  ].map(({ detail: { id } }) => id);
  expect(new Set(ids).size).toBe(5);
  // When it is told, and what is said beside, makes no other event of it.
  expect(accountAvailable({ ...KNOWN, at: at(9) }, { warning: 'something' }, order).detail.id).toBe(ids[0]);
});

test('an account outside of a pool has no member for one, and nothing that is unknown has', () => {
  const subject = { ...MOMENT.subject, owner: 'pool-stack/pool-010' };
  const { detail } = accountFailed({ ...MOMENT, subject }, failureOf('AR-RENAMED', { name: 'pool-010', value: 'x' }), 'request');
  expect(detail).not.toHaveProperty('pool');
  expect(detail.account).toEqual({ name: 'pool-010' });
  expect(detail).not.toHaveProperty('awsText');
});

test.each(FAILURE_CODES)('%s can be told, whatever AWS quotes, without an address', code => {
  const words = `see https://signed.example.com/?X-Amz-Signature=1 for jane@example.com ${'x'.repeat(5000)}`;
  const failure = failureOf(code, { name: 'pool-010', value: 'aws+pool-010@example.com', owner: 'jane@example.com' }, words);
  const event = accountFailed(MOMENT, failure, 'order');
  expect(faultsOf(event)).toEqual([]);
  expect(JSON.stringify(event.detail).length).toBeLessThan(4000);
});

test('an event that isn\'t as the catalogue says is noticed', () => {
  const event = EXAMPLES[PoolEvent.ACCOUNT_AVAILABLE]();
  const faulty = (changes: object) => faultsOf({ ...event, detail: { ...event.detail, ...changes } });
  expect(faulty({ id: 'x' })).toEqual([expect.stringContaining('/id must match pattern')]);
  expect(faulty({ account: { name: 'pool-010' } })).toEqual([expect.stringContaining("must have required property 'id'")]);
  expect(faulty({ invented: 1 })).toEqual([expect.stringContaining('invented')]);
  expect(faulty({ at: 'yesterday' })).toEqual([expect.stringContaining('/at must match format')]);
  expect(faulty({ warning: 'ask jane@example.com' })).toEqual([expect.stringContaining('address')]);
  expect(faultsOf({ ...event, detailType: 'Invented' as PoolEvent })).toEqual(['Invented is not in the catalogue']);
});
