/**
 * The contract with stacks that are deployed: logical ids, resource types and property keys of the example, and of an account beside its pool.
 *
 * A difference is an update, a replacement or a removal in every stack out there. If it is meant, write the file anew with
 * `UPDATE_GOLDEN=1 npx jest test/src/golden`, read the difference, and say in the change log what it does to deployed stacks.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { isLogOfFramework } from './support';
import { context } from '../../examples/pool/cdk.json';
import { AccountFactory, AccountPool, InnovationSandbox, PoolAccount, SandboxAccess } from '../../src';
import { FACTORY_PORTFOLIO_TYPE, POOL_ACCOUNT_TYPE } from '../../src/contract';
import * as packageInfo from '../../src/shared/package-info';

const GOLDEN = path.join(__dirname, 'golden', 'pool.json');

function poolTemplate(): Template {
  const stack = new Stack(new App({ context }), 'Pool', { env: { account: '111122223333', region: 'eu-west-1' } });
  new AccountPool(stack, 'Pool', { size: 10 });
  new PoolAccount(stack, 'pool-011');
  return Template.fromStack(stack);
}

/**
 * Logical id -> type and property keys. The framework's own functions change with the CDK: of them only the ids and types count. A recommended feature flag of the
 * CDK gives them logs besides: whoever turns it on gets four resources more, and no update to any account.
 */
function contractOf(template: Template): Record<string, { type: string; properties?: string[] }> {
  const resources: Record<string, { Type: string; Properties?: object }> = template.toJSON().Resources;
  const promised = Object.entries(resources).filter(([id]) => !isLogOfFramework(id));
  return Object.fromEntries(promised.sort(([a], [b]) => a < b ? -1 : 1).map(([id, { Type, Properties = {} }]) => [id, {
    type: Type,
    ...(/Providerframework|Providerwaiter/.test(id) ? {} : { properties: Object.keys(Properties).sort() }),
  }]));
}

/** Everything that CloudFormation compares to find out whether an account is to be updated. */
function accountsOf(template: Template): object {
  return template.findResources(POOL_ACCOUNT_TYPE);
}

test('the example has the resources that deployed stacks have', () => {
  const contract = contractOf(poolTemplate());
  if (process.env.UPDATE_GOLDEN === '1') {
    writeFileSync(GOLDEN, `${JSON.stringify(contract, undefined, 2)}\n`);
  }
  expect(contract).toEqual(JSON.parse(readFileSync(GOLDEN, 'utf8')));
});

test('an upgrade of the package looks the product up again and sends no update to any account', () => {
  const before = poolTemplate();
  const version = jest.spyOn(packageInfo, 'packageVersion').mockReturnValue('99.0.0');
  const after = poolTemplate();
  version.mockRestore();
  after.hasResourceProperties(FACTORY_PORTFOLIO_TYPE, { PackageVersion: '99.0.0' });
  expect(before.findResources(FACTORY_PORTFOLIO_TYPE)).not.toEqual(after.findResources(FACTORY_PORTFOLIO_TYPE));
  expect(accountsOf(after)).toEqual(accountsOf(before));
  expect(contractOf(after)).toEqual(contractOf(before));
});

test('another account in front changes the accounts behind it in nothing but whom their start waits for', () => {
  const propertiesOf = (names: string[]) => {
    const stack = new Stack(new App({ context }), 'Pool');
    for (const name of names) {
      new PoolAccount(stack, name);
    }
    return Template.fromStack(stack).findResources(POOL_ACCOUNT_TYPE, { Properties: { AccountName: 'pool-002' } });
  };
  const before = Object.entries(propertiesOf(['pool-001', 'pool-002']));
  const after = propertiesOf(['pool-000', 'pool-001', 'pool-002']);
  for (const [id, resource] of before) {
    expect(after[id]).toEqual(resource);
  }
});

test('settings written as props instead of context leave every account as it is', () => {
  const stack = new Stack(new App(), 'Pool', { env: { account: '111122223333', region: 'eu-west-1' } });
  const { sandbox: { namespace, region, access: { roleArn, externalId } }, ...settings } = context['account-robot'];
  const source = new AccountFactory(stack, 'AccountFactory', settings);
  const sandbox = InnovationSandbox.fromNamespace(namespace, { region, access: SandboxAccess.machineClient({ roleArn, externalId }) });
  new AccountPool(stack, 'Pool', { size: 10, source, sandbox });
  new PoolAccount(stack, 'pool-011', { source, sandbox });
  expect(accountsOf(Template.fromStack(stack))).toEqual(accountsOf(poolTemplate()));
});
