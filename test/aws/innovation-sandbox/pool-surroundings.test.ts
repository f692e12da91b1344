import { Hub, refused } from './hub';
import { StackSetInstances } from '../../../aws/cloudformation/stack-set-instances';
import { configurationOf, PublishedPoolUnits } from '../../../aws/innovation-sandbox/pool-units';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import { ACCOUNT_ID, SANDBOX, UNITS } from '../../core/fixtures';

const IDS = {
  sandboxOuId: UNITS.pool,
  availableOuId: UNITS.available,
  activeOuId: UNITS.active,
  frozenOuId: UNITS.frozen,
  cleanupOuId: UNITS.cleanUp,
  quarantineOuId: UNITS.quarantine,
  entryOuId: UNITS.entry,
  exitOuId: UNITS.exit,
};
const V1_2 = { ...IDS, solutionVersion: 'v1.2.14', supportedSchemas: '["1"]', isbManagedRegions: 'us-east-1,us-west-2' };
const V1_3 = { ...IDS, solutionVersion: 'v1.3.3', supportedSchemas: '["1","2"]', isbManagedRegions: 'us-east-1', stackSetName: 'Isb-myisb-SandboxAccountResources' };

describe('what Innovation Sandbox publishes', () => {
  test.each<[string, object, object]>([
    ['1.2', V1_2, { version: 'v1.2.14', units: UNITS }],
    ['1.3, with more in it', V1_3, { version: 'v1.3.3', units: UNITS }],
    ['1.1, without units', { solutionVersion: 'v1.1.8', sandboxOuId: UNITS.pool }, { version: 'v1.1.8' }],
    ['a unit that is none', { ...V1_3, exitOuId: '' }, { version: 'v1.3.3' }],
    ['a list', [], { version: '' }],
  ])('is read from %s', (_, content, expected) => expect(configurationOf(JSON.stringify(content))).toEqual(expected));

  test('is no accident if it is no JSON', () => expect(configurationOf('{"solutionVersion"')).toEqual({ version: '' }));

  test('is asked for in its own region, with our own credentials, and remembered for some minutes', () =>
    Hub.use(() => ({ body: { Parameter: { Value: JSON.stringify(V1_3) } } }), async hub => {
      const units = new PublishedPoolUnits(hub.clients, () => hub.now);
      for (const minute of [0, 1, 9, 11]) {
        hub.minute = minute;
        await expect(units.configuration(SANDBOX)).resolves.toEqual({ version: 'v1.3.3', units: UNITS });
      }
      expect(hub.received).toHaveLength(2);
      expect(hub.received[0]).toMatchObject({ operation: 'GetParameter', region: 'us-west-2', accessKeyId: 'AKIDOWN' });
      expect(JSON.parse(hub.received[0].body)).toEqual({ Name: 'InnovationSandbox_myisb_AccountPool_Configuration' });
    }));

  test('is looked for again if it isn\'t there', () => Hub.use(() => refused('ParameterNotFound', 'no'), async hub => {
    const units = new PublishedPoolUnits(hub.clients, () => hub.now);
    await expect(units.configuration(SANDBOX)).resolves.toBeNull();
    await expect(units.configuration(SANDBOX)).resolves.toBeNull();
    expect(hub.received).toHaveLength(2);
  }));

  test('fails by its own words', () => Hub.use(() => refused('AccessDeniedException', 'not you'), async hub => {
    await expect(new PublishedPoolUnits(hub.clients, () => hub.now).configuration(SANDBOX)).rejects.toThrow(RefusalError);
  }));
});

describe('the role of the StackSet', () => {
  const instance = (status: string, reason?: string) => `<DescribeStackInstanceResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStackInstanceResult><StackInstance>
    <Status>${status}</Status>${reason === undefined ? '' : `<StatusReason>${reason}</StatusReason>`}</StackInstance></DescribeStackInstanceResult></DescribeStackInstanceResponse>`;
  const missing = (code: string) => ({ status: 404, body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>` });

  test('is remembered when it is there, and asked for until then', () => {
    const answers = [
      missing('StackInstanceNotFoundException'), missing('StackSetNotFoundException'), { body: instance('OUTDATED', 'queued') }, { body: instance('CURRENT') },
      { body: instance('INOPERABLE') },
    ];
    return Hub.use(() => answers.shift(), async hub => {
      const instances = new StackSetInstances(region => hub.cloudFormation(region), () => hub.now);
      const seen: unknown[] = [];
      for (const minute of [0, 1, 2, 3, 17, 19]) {
        hub.minute = minute;
        seen.push(await instances.instance(SANDBOX, ACCOUNT_ID));
      }
      expect(seen).toEqual([null, null, { status: 'OUTDATED', reason: 'queued' }, { status: 'CURRENT' }, { status: 'CURRENT' }, { status: 'INOPERABLE' }]);
      expect(Object.fromEntries(new URLSearchParams(hub.received[0].body))).toMatchObject({
        Action: 'DescribeStackInstance',
        StackSetName: 'Isb-myisb-SandboxAccountResources',
        StackInstanceAccount: ACCOUNT_ID,
        StackInstanceRegion: 'us-west-2',
      });
      expect(hub.received[0].region).toBe('us-west-2');
    });
  });

  test('is asked for again when CloudFormation doesn\'t answer', () => Hub.use(() => 'cut', async hub => {
    const instances = new StackSetInstances(region => hub.cloudFormation(region), () => hub.now);
    await expect(instances.instance(SANDBOX, ACCOUNT_ID)).rejects.toThrow(TransientError);
  }));
});
