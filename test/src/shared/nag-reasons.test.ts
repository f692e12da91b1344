/** What the CDKs between the floor and the newest one make of our reasons. */

import { App, Stack } from 'aws-cdk-lib';
import { context } from '../../../examples/pool/cdk.json';
import { AccountPool } from '../../../src';
import { ENV } from '../support';

/** What was acknowledged, in the words of the CDK's metadata. */
const acknowledged: string[] = [];
/** What else acknowledging does. */
let then = () => undefined as void;

jest.mock('aws-cdk-lib', () => ({
  ...jest.requireActual<object>('aws-cdk-lib'),
  Validations: {
    of: () => ({
      // As 2.257.0 to 2.268.0 read an id: whatever the brackets hold.
      acknowledge: ({ id }: { id: string }) => {
        if (id.split('::').length > 2) {
          throw new Error(`Invalid validation rule ID '${id}'. The '::' delimiter is reserved for separating the prefix from the rule name (e.g. 'prefix::RuleName').`);
        }
        acknowledged.push(id);
        then();
      },
    }),
  },
}));

function synthesize(): void {
  acknowledged.length = 0;
  const app = new App({ context });
  new AccountPool(new Stack(app, 'Pool', { env: ENV }), 'Pool', { size: 1 });
  app.synth();
}

test('an id that the CDK refuses fails nobody, and the others are said', () => {
  synthesize();
  expect(acknowledged).toEqual(expect.arrayContaining(['AwsSolutions-L1', 'AwsSolutions-IAM5[Resource::*]']));
});

test('fails with whatever else goes wrong', () => {
  then = () => { throw new Error('no metadata here'); };
  expect(synthesize).toThrow('no metadata here');
});
