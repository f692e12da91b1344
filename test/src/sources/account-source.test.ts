import { CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { PoolAccount } from '../../../src';
import type { AccountSourceConfig, AccountSourceOptions, IAccountSource } from '../../../src/sources/account-source';
import { asProp, legsOf, messageOf, poolStack } from '../support';

/** Another way to make accounts, as the next source could be. */
class Workshop extends Construct implements IAccountSource {
  public readonly asked: AccountSourceOptions[] = [];
  public listeners = 0;
  private readonly before = new CfnResource(this, 'Before', { type: 'Test::Before' });

  public bindAccount(_account: Construct, options: AccountSourceOptions): AccountSourceConfig {
    this.asked.push(options);
    return { serviceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:workshop', accountEmail: 'workshop+{name}@example.com', dependencies: [this.before] };
  }

  public listen(): void {
    this.listeners += 1;
  }
}

test('another source makes accounts of the same shape, without an account factory', () => {
  const stack = poolStack();
  const source = new Workshop(stack, 'Workshop');
  new PoolAccount(stack, 'a', { source: asProp(source) });
  new PoolAccount(stack, 'b', { source: asProp(source), existingAccountId: '444455556666' });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::Lambda::Function', 0);
  const legs = legsOf(template, 'a');
  expect(legs.map(leg => leg.properties)).toEqual(['Start', 'Leg2', 'Resource'].map(Leg => ({
    ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:workshop',
    ServiceTimeout: '3600',
    Leg,
    AccountName: 'a',
    AccountEmail: 'workshop+a@example.com',
    Owner: 'Pool/a',
  })));
  for (const leg of legs) {
    expect(leg.dependsOn.some(id => id.startsWith('WorkshopBefore'))).toBe(true);
  }
  expect(source.asked).toEqual([{ accountName: 'a' }, { accountName: 'b', existingAccountId: '444455556666' }]);
});

test('a source may have neither addresses nor anything to wait for', () => {
  const source: IAccountSource = { bindAccount: () => ({ serviceToken: 'token' }), listen: () => undefined };
  const stack = poolStack();
  new PoolAccount(stack, 'a', { source: asProp(source) });
  expect(legsOf(Template.fromStack(stack), 'a')[0].dependsOn).toEqual([]);
});

test('throws when neither account, source nor context have an address', () => {
  const stack = poolStack();
  const inner = new Construct(stack, 'Inner');
  inner.node.setContext('account-robot', {});
  expect(messageOf(() => new PoolAccount(inner, 'a', { source: asProp({ bindAccount: () => ({ serviceToken: 'token' }), listen: () => undefined }) })))
    .toMatch(/^pool account 'Pool\/Inner\/a': a setting is missing:\n {2}- 'accountEmail'/);
});
