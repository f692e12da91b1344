/** docs/security.md: the tables are what is synthesized, each permission has a reason and each reason a permission, and the snippet is deployed. */

import * as fs from 'node:fs';
import * as robot from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ts from 'typescript';
import { permissionsOf, rolesOf, synthesizedStacks } from '../../scripts/security/permissions';
import { ROLE_REASONS } from '../../scripts/security/reasons';
import { SECURITY_DOC, securityDoc } from '../../scripts/security/security-doc';
import { OWNER_TAG, STACK_TAG, VERSION_TAG } from '../../src/contract';
import { ACCOUNT, REGION, rehearseApp } from '../support/rehearse-app';

const page = fs.readFileSync(SECURITY_DOC, 'utf8');
const stacks = synthesizedStacks();

test('the tables are written from what is synthesized', () => {
  expect(securityDoc(page)).toBe(page);
});

test('each role is told, in one section', () => {
  for (const [name, resources] of Object.entries(stacks)) {
    for (const role of rolesOf(resources)) {
      expect([role, ROLE_REASONS.filter(({ logicalId, stack }) => stack === name && logicalId.test(role)).length]).toEqual([role, 1]);
    }
  }
});

test.each(ROLE_REASONS.map(reasons => [reasons.title, reasons] as const))('%s: each permission has a reason, and each reason a permission', (_, { logicalId, reasons, stack }) => {
  const resources = stacks[stack];
  const granted = rolesOf(resources).filter(id => logicalId.test(id)).flatMap(id => permissionsOf(resources, id)).map(({ name }) => name);
  expect([...new Set(granted)].sort()).toEqual(Object.keys(reasons).sort());
});

test('a table tells what somebody adds to a policy, and asks for its reason', () => {
  const changed = structuredClone(stacks.Pool);
  const [id] = rolesOf(changed).filter(role => ROLE_REASONS[1].logicalId.test(role));
  changed[id].Properties.Policies[0].PolicyDocument.Statement.push({ Effect: 'Allow', Action: ['organizations:CloseAccount'], Resource: '*' });
  expect(permissionsOf(changed, id).map(({ name }) => name).filter(name => !(name in ROLE_REASONS[1].reasons))).toEqual(['organizations:CloseAccount']);
});

test('one role alone closes accounts, of its pool only; nothing removes one, or changes units, policies or permission sets', () => {
  const granted = Object.values(stacks)
    .flatMap(resources => rolesOf(resources).flatMap(role => permissionsOf(resources, role).map(permission => ({ role, ...permission }))));
  const forbidden = /^organizations:(CloseAccount|RemoveAccountFromOrganization|.*OrganizationalUnit|.*Policy)$|^sso:(Create|Update|Delete|Put|Attach)\w*PermissionSet/;
  const reads = ['organizations:DescribeOrganizationalUnit', 'organizations:DescribePolicy'];
  const found = granted.filter(({ name }) => forbidden.test(name) && !reads.includes(name));
  expect(found.map(({ role, name, conditions }) => [role.replace(/[0-9A-F]{8}$/, ''), name, conditions])).toEqual([
    ['RetirementRole', 'organizations:CloseAccount', ['aws:ResourceTag/account-robot:owner is Pool/Pool/*']],
  ]);
});

test('what is logged, and for how long, is as the page says', () => {
  const resources: any[] = Object.values(stacks.Pool);
  const of = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  const groups = resources.filter(({ Type }) => Type === 'AWS::Logs::LogGroup');
  expect(page).toContain('| 6 months, or `logRetention`,');
  expect(page).toContain('The groups outlive the stack');
  expect(groups.map(({ DeletionPolicy, Properties }) => [DeletionPolicy, Properties.RetentionInDays])).toEqual(Array.from({ length: 2 * 3 }, () => ['Retain', 180]));
  // The framework's functions log that they ran, and nothing of what they were sent; its waiter keeps no log beside its history.
  const framework = of('AWS::Lambda::Function').filter(({ Handler }) => Handler.startsWith('framework.'));
  expect(framework.map(({ LoggingConfig }) => LoggingConfig.ApplicationLogLevel)).toEqual(Array.from({ length: 2 * 4 }, () => 'FATAL'));
  expect(of('AWS::StepFunctions::StateMachine').map(({ LoggingConfiguration }) => LoggingConfiguration)).toEqual([undefined, undefined]);
  expect(page).toContain(`\`${OWNER_TAG}\`, \`${STACK_TAG}\`, \`${VERSION_TAG}\``);
});

test('no secret stands in a template', () => {
  expect(JSON.stringify(stacks)).not.toMatch(/SecretString|resolve:secretsmanager|BEGIN [A-Z ]*PRIVATE KEY/);
});

test('the snippet with a key, a log group and a boundary is deployed as it stands', async () => {
  const [, snippet] = /```ts\n([\s\S]*?)```/.exec(page)!;
  const libraries: Record<string, unknown> = {
    'account-robot': robot,
    'aws-cdk-lib': {},
    'aws-cdk-lib/aws-iam': iam,
    'aws-cdk-lib/aws-kms': kms,
    'aws-cdk-lib/aws-logs': logs,
  };
  const { outputText } = ts.transpileModule(snippet, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const { report } = await rehearseApp({
    app: (app: App) => {
      new Function('require', 'exports', 'stack', outputText)((name: string) => libraries[name], {}, new Stack(app, 'Pool', { env: { account: ACCOUNT, region: REGION } }));
    },
  });
  expect(report.accounts.map(({ state }) => state)).toEqual(Array.from({ length: 10 }, () => 'AVAILABLE'));
  expect(report.assumed.filter(text => text.includes('company-boundary'))).not.toEqual([]);
});
