/**
 * What an API call must be allowed to do: the IAM action, the ARNs it is asked on, and what conditions may look at.
 *
 * Only resource-level actions are asked on an ARN, all others on '*': a statement that names ARNs doesn't reach them,
 * which is the mistake that a policy meets most often.
 */

import { ApiRequest, UnknownToRehearsal } from '../kernel/types';

/** Who made a provisioned product. */
export interface ProductMaker {
  readonly sessionArn: string;
  readonly roleArn: string;
  readonly accountId: string;
}

/** What must be known of the organization to name a call's resources. */
export interface AuthorizationFacts {
  /** o-exampleorgid */
  readonly organizationId: string;
  readonly managementAccountId: string;
  /** The id of the product with that name, if it exists. */
  productIdOf(name: string): string | undefined;
  /** The account of the REST API with that id; undefined if there is none in the Region. */
  apiOwner(apiId: unknown, region: string): string | undefined;
  /** The ARN of the secret that a caller of that account means. */
  secretArn(id: string, accountId: string, region: string): string | undefined;
  /** `name:uuid` of the StackSet with that name, if it exists. */
  stackSetId(name: string): string | undefined;
  /** Who made the provisioned product, or the one whose record it is, that the request is about. */
  makerOf(request: ApiRequest): ProductMaker | undefined;
}

/** One thing that the caller must be allowed to do. */
export interface Authorization {
  readonly action: string;
  /** An ARN, or '*' for an action without resources. */
  readonly resource: string;
  readonly context?: Record<string, string>;
}

interface Call {
  readonly request: ApiRequest;
  readonly partition: string;
  readonly facts: AuthorizationFacts;
}

interface Rule {
  /** If IAM calls the action otherwise than the API calls the operation. */
  readonly action?: string;
  readonly resources: (call: Call) => string[];
  readonly context?: (call: Call) => Record<string, string>;
}

const anything: Rule = { resources: () => ['*'] };
const ownProduct: Rule = { resources: () => ['*'], context: levelsOfMaker };
const product: Rule = { resources: (call) => [productArn(call)] };
const parent: Rule = { resources: (call) => [organizationArn(call, call.request.input.ParentId)] };
const stackSet: Rule = { resources: (call) => [stackSetArn(call)] };
const billingView: Rule = { resources: (call) => [String(call.request.input.arn)] };
const target: Rule = { resources: (call) => [organizationArn(call, call.request.input.ResourceId)] };

const RULES: Readonly<Record<string, Readonly<Record<string, Rule | 'free'>>>> = {
  'servicecatalog': {
    SearchProducts: anything,
    SearchProductsAsAdmin: anything,
    ListPortfolios: anything,
    DescribeProduct: product,
    DescribeProductAsAdmin: product,
    ListPortfoliosForProduct: product,
    ListLaunchPaths: product,
    ListProvisioningArtifacts: product,
    ProvisionProduct: { ...product, context: requestTags },
    UpdateProvisionedProduct: ownProduct,
    TerminateProvisionedProduct: ownProduct,
    DescribeProvisionedProduct: ownProduct,
    DescribeRecord: ownProduct,
    ListRecordHistory: { resources: () => ['*'], context: levelsOfFilter },
    SearchProvisionedProducts: { resources: () => ['*'], context: levelsOfFilter },
  },
  'organizations': {
    DescribeOrganization: anything,
    ListRoots: anything,
    ListAccounts: anything,
    ListCreateAccountStatus: anything,
    DescribeCreateAccountStatus: anything,
    DescribeAccount: { resources: (call) => [organizationArn(call, call.request.input.AccountId)] },
    ListParents: { resources: (call) => [organizationArn(call, call.request.input.ChildId)] },
    ListOrganizationalUnitsForParent: parent,
    ListAccountsForParent: parent,
    DescribeOrganizationalUnit: { resources: (call) => [organizationArn(call, call.request.input.OrganizationalUnitId)] },
    ListTagsForResource: target,
    TagResource: { ...target, context: requestTags },
    MoveAccount: {
      resources: (call) => [call.request.input.AccountId, call.request.input.SourceParentId, call.request.input.DestinationParentId]
        .map((id) => organizationArn(call, id)),
    },
  },
  'ssm': {
    GetParameter: { resources: (call) => [parameterArn(call, call.request.input.Name)] },
    GetParameters: { resources: (call) => (call.request.input.Names ?? []).map((name: string) => parameterArn(call, name)) },
  },
  'sts': {
    GetCallerIdentity: 'free',
    AssumeRole: { resources: (call) => [String(call.request.input.RoleArn)], context: externalId },
  },
  'sso': { ListInstances: anything },
  'lambda': {
    Invoke: { action: 'InvokeFunction', resources: (call) => [functionArn(call)] },
    GetFunction: { resources: (call) => [functionArn(call)] },
  },
  'states': { StartExecution: { resources: (call) => [String(call.request.input.stateMachineArn)] } },
  'cloudformation': {
    DescribeStacks: { resources: (call) => [stackArn(call)] },
    DescribeStackInstance: stackSet,
    ListStackInstances: stackSet,
  },
  // An API that isn't there is nobody's: who asks for it is turned away before anyone looks at policies.
  'execute-api': { Invoke: { resources: executeApiArns } },
  'secretsmanager': { GetSecretValue: { resources: (call) => [secretArn(call)] } },
  'servicequotas': { ListServiceQuotas: anything },
  'billing': { GetBillingView: billingView, UpdateBillingView: billingView },
};

/** The calls whose permissions are known, as 'service:Operation'. */
export const KNOWN_CALLS: readonly string[] = Object.entries(RULES).flatMap(([service, rules]) => Object.keys(rules).map((name) => `${service}:${name}`));

/** The IAM actions that those calls need, as 'service:Action'. */
export const KNOWN_ACTIONS: readonly string[] = Object.entries(RULES).flatMap(([service, rules]) =>
  Object.entries(rules).flatMap(([name, rule]) => (rule === 'free' ? [] : [`${service}:${rule.action ?? name}`])));

/** What the caller must be allowed to do for this call. Throws {@link UnknownToRehearsal} for a call that nobody implements. */
export function authorizationsOf(request: ApiRequest, partition: string, facts: AuthorizationFacts): Authorization[] {
  const rule = RULES[request.service]?.[request.action];
  if (!rule) {
    throw new UnknownToRehearsal(`${request.caller.label} called ${request.service}:${request.action}, which the rehearsal does not know; a call it can't answer must not look like a success, so the rehearsal ends here`);
  }
  if (rule === 'free') return [];
  const call = { request, partition, facts };
  const context = { 'aws:RequestedRegion': request.region, ...rule.context?.(call) };
  return rule.resources(call).map((resource) => ({ action: `${request.service}:${rule.action ?? request.action}`, resource, context }));
}

/** `self` wherever the caller made the product; the conditions of AWSServiceCatalogEndUserFullAccess look at these. */
function levelsOfMaker({ request, facts }: Call): Record<string, string> {
  const maker = facts.makerOf(request);
  if (!maker) return {};
  return {
    ...(maker.sessionArn === request.caller.sessionArn ? { 'servicecatalog:userLevel': 'self' } : {}),
    ...(maker.roleArn === request.caller.roleArn ? { 'servicecatalog:roleLevel': 'self' } : {}),
    ...(maker.accountId === request.caller.accountId ? { 'servicecatalog:accountLevel': 'self' } : {}),
  };
}

/** A search is as wide as its filter: without one it shows the caller's own products only. */
function levelsOfFilter({ request }: Call): Record<string, string> {
  const level = request.input.AccessLevelFilter?.Key ?? 'User';
  return { [`servicecatalog:${String(level).toLowerCase()}Level`]: 'self' };
}

function requestTags({ request }: Call): Record<string, string> {
  return Object.fromEntries((request.input.Tags ?? []).map((tag: { Key: string; Value: string }) => [`aws:RequestTag/${tag.Key}`, tag.Value]));
}

function productArn({ request, partition, facts }: Call): string {
  const { input } = request;
  const id = input.ProductId ?? input.Id ?? facts.productIdOf(input.ProductName ?? input.Name) ?? '*';
  return `arn:${partition}:catalog:${request.region}:${request.caller.accountId}:product/${id}`;
}

function organizationArn({ partition, facts }: Call, id: unknown): string {
  const type = /^\d{12}$/.test(String(id)) ? 'account' : String(id).startsWith('r-') ? 'root' : 'ou';
  return `arn:${partition}:organizations::${facts.managementAccountId}:${type}/${facts.organizationId}/${String(id)}`;
}

function parameterArn({ request, partition }: Call, name: unknown): string {
  if (String(name).startsWith('arn:')) return String(name);
  return `arn:${partition}:ssm:${request.region}:${request.caller.accountId}:parameter/${String(name).replace(/^\//, '')}`;
}

function executeApiArns({ request, partition, facts }: Call): string[] {
  const { apiId, method, path } = request.input;
  const owner = facts.apiOwner(apiId, request.region);
  return owner === undefined ? [] : [`arn:${partition}:execute-api:${request.region}:${owner}:${apiId}/${String(path).split('/')[1]}/${method}/${String(path).split('/').slice(2).join('/')}`];
}

function secretArn({ request, partition, facts }: Call): string {
  const id = String(request.input.SecretId);
  if (id.startsWith('arn:')) return id;
  const { accountId } = request.caller;
  return facts.secretArn(id, accountId, request.region) ?? `arn:${partition}:secretsmanager:${request.region}:${accountId}:secret:${id}`;
}

function stackSetArn({ request, partition, facts }: Call): string {
  const name = String(request.input.StackSetName);
  return `arn:${partition}:cloudformation:${request.region}:${request.caller.accountId}:stackset/${facts.stackSetId(name) ?? `${name}:*`}`;
}

function externalId({ request }: Call): Record<string, string> {
  const id: string | undefined = request.input.ExternalId;
  return id === undefined ? {} : { 'sts:ExternalId': id };
}

function functionArn({ request, partition }: Call): string {
  const name = String(request.input.FunctionName);
  return name.startsWith('arn:') ? name : `arn:${partition}:lambda:${request.region}:${request.caller.accountId}:function:${name}`;
}

function stackArn({ request, partition }: Call): string {
  const name = request.input.StackName;
  if (name === undefined) return '*';
  return String(name).startsWith('arn:') ? String(name) : `arn:${partition}:cloudformation:${request.region}:${request.caller.accountId}:stack/${String(name)}/*`;
}
