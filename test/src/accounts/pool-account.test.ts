import { App, Aspects, CfnParameter, CfnResource, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { PoolAccount } from '../../../src';
import { POOL_ACCOUNT_TYPE } from '../../../src/contract';
import { appWith, ENV, legsOf, messageOf, poolStack, SETTINGS } from '../support';

describe('names and addresses', () => {
  test('the name is the construct id unless it is said', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010');
    new PoolAccount(stack, 'Any id', { accountName: 'pool-011' });
    const template = Template.fromStack(stack);
    expect(legsOf(template, 'pool-010')).toHaveLength(3);
    expect(legsOf(template, 'pool-011')[0].properties).toMatchObject({ AccountEmail: 'aws+pool-011@example.com', Owner: 'Pool/Any id' });
  });

  test('the address takes the name in lower case', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'Pool010');
    expect(legsOf(Template.fromStack(stack), 'Pool010')[0].properties.AccountEmail).toBe('aws+pool010@example.com');
  });

  test('an address of the account wins over the pattern, and may be a pattern itself', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010', { accountEmail: 'ten@example.com' });
    new PoolAccount(stack, 'pool-011', { accountEmail: 'special+{name}@example.com' });
    const template = Template.fromStack(stack);
    expect(legsOf(template, 'pool-010')[0].properties.AccountEmail).toBe('ten@example.com');
    expect(legsOf(template, 'pool-011')[0].properties.AccountEmail).toBe('special+pool-011@example.com');
  });

  test('an account that exists keeps the address that it has', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'old', { existingAccountId: '444455556666' });
    new PoolAccount(stack, 'older', { existingAccountId: '444455557777', accountEmail: 'older@example.com' });
    const template = Template.fromStack(stack);
    expect(legsOf(template, 'old')[0].properties).toMatchObject({ ExistingAccountId: '444455556666' });
    expect(legsOf(template, 'old')[0].properties).not.toHaveProperty('AccountEmail');
    expect(legsOf(template, 'older')[0].properties.AccountEmail).toBe('older@example.com');
  });

  test('tokens pass unread', () => {
    const stack = poolStack();
    const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
    new PoolAccount(stack, 'Token', {
      accountName: parameter('Name'),
      accountEmail: parameter('Email'),
      existingAccountId: parameter('Account'),
      verify: parameter('Verify'),
    });
    new PoolAccount(stack, 'InPattern', { accountName: parameter('Other') });
    const template = Template.fromStack(stack);
    template.hasResourceProperties(POOL_ACCOUNT_TYPE, {
      AccountName: { Ref: 'Name' },
      AccountEmail: { Ref: 'Email' },
      ExistingAccountId: { Ref: 'Account' },
      Verify: { Ref: 'Verify' },
    });
    template.hasResourceProperties(POOL_ACCOUNT_TYPE, {
      AccountName: { Ref: 'Other' },
      AccountEmail: { 'Fn::Join': ['', ['aws+', { Ref: 'Other' }, '@example.com']] },
    });
  });
});

describe('tags', () => {
  test('of the stack do not reach an account, and synthesis says so once', () => {
    const stack = poolStack({ tags: { team: 'sandbox', center: '4711' } });
    new PoolAccount(stack, 'pool-001');
    new PoolAccount(stack, 'pool-002');
    Tags.of(stack).add('center', '4711');
    expect(legsOf(Template.fromStack(stack), 'pool-001')[0].properties.Tags).toEqual([{ Key: 'center', Value: '4711' }]);
    const infos = Annotations.fromStack(stack).findInfo('/Pool', Match.stringLikeRegexp('account-robot:stack-tags'));
    expect(infos.map(({ entry }) => String(entry.data))).toEqual([expect.stringMatching(/^tags of the stack itself don't reach its pool accounts \(team\): add them by Tags\.of\(\)/)]);
  });

  test('of a stack that all reach its accounts are not spoken of', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-001');
    Tags.of(stack).add('team', 'sandbox');
    Annotations.fromStack(stack).hasNoInfo('*', Match.stringLikeRegexp('account-robot:stack-tags'));
  });

  test('reach every leg, sorted, from any scope', () => {
    const app = appWith();
    const stack = new Stack(app, 'Pool', { env: ENV });
    const account = new PoolAccount(stack, 'pool-010');
    new PoolAccount(stack, 'pool-011');
    Tags.of(app).add('zone', 'sandbox');
    Tags.of(account).add('cost-center', '42');
    const template = Template.fromStack(stack);
    for (const leg of legsOf(template, 'pool-010')) {
      expect(leg.properties.Tags).toEqual([{ Key: 'cost-center', Value: '42' }, { Key: 'zone', Value: 'sandbox' }]);
    }
    for (const leg of legsOf(template, 'pool-011')) {
      expect(leg.properties.Tags).toEqual([{ Key: 'zone', Value: 'sandbox' }]);
    }
  });

  test('can leave the accounts out by their resource type', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010');
    Tags.of(stack).add('zone', 'sandbox', { excludeResourceTypes: [POOL_ACCOUNT_TYPE] });
    expect(legsOf(Template.fromStack(stack), 'pool-010')[0].properties).not.toHaveProperty('Tags');
  });

  test.each([
    ['of ours', 'account-robot:owner', 'me', /'tag' must be a key of your own, got "account-robot:owner"; those that begin with 'account-robot:' mark whose account it is/],
    ['of ours to come', 'account-robot:anything', 'me', /'tag' must be a key of your own, got "account-robot:anything"/],
    ['of AWS', 'AWS:mine', 'x', /'tag' must be 1 to 128 letters.* got "AWS:mine"/],
    ['with a question mark', 'what?', 'x', /'tag' must be 1 to 128 letters/],
    ['with a long key', 'k'.repeat(129), 'x', /'tag' must be 1 to 128 letters/],
    ['with a long value', 'key', 'v'.repeat(257), /'tag key' must be up to 256 letters/],
    ['with a semicolon', 'key', 'a;b', /'tag key' must be up to 256 letters.* got "a;b"/],
  ])('throws for a tag %s that an account cannot have', (_, key, value, message) => {
    const stack = poolStack();
    const account = new PoolAccount(stack, 'pool-010');
    Tags.of(account).add(key, value);
    expect(messageOf(() => Template.fromStack(stack))).toMatch(message);
  });

  test.each([
    ['as long as tags can be', 'k'.repeat(128), 'v'.repeat(256)], ['without value', 'team name', ''], ['in any alphabet', 'Größe', 'ä_.:/=+-@'],
  ])('takes a tag %s', (_, key, value) => {
    const stack = poolStack();
    const account = new PoolAccount(stack, 'pool-010');
    Tags.of(account).add(key, value);
    expect(legsOf(Template.fromStack(stack), 'pool-010')[0].properties.Tags).toEqual([{ Key: key, Value: value }]);
  });

  test('throws for more tags than an account can have', () => {
    const count = (number: number) => {
      const stack = poolStack();
      const account = new PoolAccount(stack, 'pool-010');
      for (let tag = 0; tag < number; tag++) {
        Tags.of(account).add(`tag${tag}`, 'x');
      }
      return Template.fromStack(stack);
    };
    count(47);
    expect(messageOf(() => count(48))).toContain('an account can have 47 tags besides our own, got 48');
  });
});

describe('an account of someone else', () => {
  test('is known by its id', () => {
    const account = PoolAccount.fromAccountId(poolStack(), 'Other', '444455556666');
    expect(account.accountId).toBe('444455556666');
    expect(messageOf(() => account.accountName)).toBe("pool account 'Pool/Other': 'accountName' isn't known of an account that is referred to by its id; "
      + "use PoolAccount.fromPoolAccountAttributes and say its 'accountName' there");
    expect(messageOf(() => account.accountEmail)).toContain("'accountEmail' isn't known");
  });

  test('is known by what is said of it, and adds nothing to the template', () => {
    const stack = poolStack();
    const account = PoolAccount.fromPoolAccountAttributes(stack, 'Other', {
      accountId: '444455556666',
      accountName: 'other',
      accountEmail: 'other@example.com',
    });
    expect([account.accountId, account.accountName, account.accountEmail]).toEqual(['444455556666', 'other', 'other@example.com']);
    // A template without any resource is none: the CDK says so.
    new CfnResource(stack, 'Handle', { type: 'AWS::CloudFormation::WaitConditionHandle' });
    expect(Object.keys(Template.fromStack(stack).toJSON().Resources)).toEqual(['Handle']);
  });

  test('throws for an id that is none', () => {
    expect(messageOf(() => PoolAccount.fromAccountId(poolStack(), 'Other', '4444-5555-6666')))
      .toBe("pool account 'Pool/Other': 'accountId' must be the twelve digits of an account id, got \"4444-5555-6666\"; "
        + 'write it as a string, with its leading zeros and without hyphens');
  });
});

describe('messages', () => {
  test('say once a stack that accounts are vended only', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010');
    new PoolAccount(stack, 'pool-011');
    const infos = Annotations.fromStack(stack).findInfo('*', Match.stringLikeRegexp('account-robot:vended-only'));
    expect(infos.map(info => info.id)).toEqual(['/Pool']);
  });

  test('say nothing else about an app that has all settings', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010');
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
    Annotations.fromStack(stack).hasNoError('*', Match.anyValue());
  });

  test('carry no trace through this library', () => {
    try {
      new PoolAccount(poolStack(), 'pool 010');
    } catch (error) {
      expect((error as Error).stack).toBe(`AccountRobot: ${(error as Error).message}`);
    }
    expect.assertions(1);
  });
});

describe('environments', () => {
  test('a stack without account and region synthesizes, partition and all', () => {
    const stack = new Stack(appWith(), 'Pool');
    new PoolAccount(stack, 'pool-010');
    const text = JSON.stringify(Template.fromStack(stack).toJSON());
    expect(text).not.toContain('arn:aws:');
    expect(text).toContain('{"Ref":"AWS::Partition"},":catalog:",{"Ref":"AWS::Region"},":",{"Ref":"AWS::AccountId"},":product/"');
  });

  test('150 accounts fit into one stack', () => {
    const stack = poolStack();
    for (let number = 1; number <= 150; number++) {
      new PoolAccount(stack, `pool-${number}`);
    }
    const template = Template.fromStack(stack).toJSON();
    expect(Object.keys(template.Resources).length).toBeLessThan(500);
    expect(JSON.stringify(template).length).toBeLessThan(1_000_000);
  });

  test('an aspect that visits everything finds resources that it can read', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'pool-010');
    const seen: string[] = [];
    Aspects.of(stack).add({ visit: node => {
      if (node instanceof CfnResource) {
        seen.push(node.cfnResourceType);
      }
    } });
    Template.fromStack(stack);
    expect(seen.filter(type => type === POOL_ACCOUNT_TYPE)).toHaveLength(3);
  });

  test('an app may be given by its context on the command line', () => {
    const app = new App({ context: { 'account-robot': SETTINGS } });
    const stack = new Stack(app, 'Pool');
    stack.node.setContext('account-robot', { ...SETTINGS, accountEmail: 'inner+{name}@example.com' });
    new PoolAccount(stack, 'pool-010');
    expect(legsOf(Template.fromStack(stack), 'pool-010')[0].properties.AccountEmail).toBe('inner+pool-010@example.com');
  });
});
