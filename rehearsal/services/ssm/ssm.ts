/** Services of which the rehearsed code needs one or two calls: Systems Manager parameters, STS, IAM Identity Center, and Service Quotas. */

import { OrganizationContext } from '../context';
import { epochSeconds, pageOf, pageSize } from '../paging';
import { ACCOUNT_QUOTA_CODE, ACCOUNT_QUOTA_NAME, QUOTA_REGION, QUOTA_SERVICE } from '../../../src/contract';
import { ApiError, ApiRequest, UnknownToRehearsal } from '../../kernel/types';

type Operation = (to: OrganizationContext, request: ApiRequest) => unknown;

const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  ssm: {
    GetParameter: getParameter,
    GetParameters: getParameters,
  },
  sts: {
    GetCallerIdentity: (_to, { caller }) => ({
      UserId: `AROAREHEARSAL:${caller.sessionArn.slice(caller.sessionArn.lastIndexOf('/') + 1)}`,
      Account: caller.accountId,
      Arn: caller.sessionArn,
    }),
    AssumeRole: ({ sessions }, request) => sessions.assume(request),
  },
  sso: {
    ListInstances: listInstances,
  },
  servicequotas: {
    ListServiceQuotas: listServiceQuotas,
  },
};

/** The calls that are answered here, as 'service:Operation'. */
export const SMALL_SERVICE_CALLS: readonly string[] = Object.entries(OPERATIONS)
  .flatMap(([service, operations]) => Object.keys(operations).map((name) => `${service}:${name}`));

/** Answers a call of one of these services. */
export function handleSmallService(to: OrganizationContext, request: ApiRequest): unknown {
  const operation = OPERATIONS[request.service]?.[request.action];
  if (!operation) {
    throw new UnknownToRehearsal(`${request.caller.label} called ${request.service}:${request.action}, which the rehearsal does not know; it knows ${SMALL_SERVICE_CALLS.join(', ')}`);
  }
  return operation(to, request);
}

function getParameter(to: OrganizationContext, request: ApiRequest): unknown {
  const { Name } = request.input;
  const parameter = parameterView(to, request, Name);
  if (!parameter) throw new ApiError('ParameterNotFound', `Parameter ${Name} not found.`);
  return { Parameter: parameter };
}

function getParameters(to: OrganizationContext, request: ApiRequest): unknown {
  const names: readonly string[] = request.input.Names;
  const found = names.map((name) => [name, parameterView(to, request, name)] as const);
  return {
    Parameters: found.flatMap(([, parameter]) => parameter ?? []),
    InvalidParameters: found.filter(([, parameter]) => !parameter).map(([name]) => name),
  };
}

function parameterView({ parameterValue, partition, state }: OrganizationContext, { caller, region }: ApiRequest, name: string): object | undefined {
  const value = parameterValue(caller.accountId, region, name);
  return value === undefined ? undefined : {
    Name: name,
    Type: 'String',
    Value: value,
    Version: 1,
    LastModifiedDate: epochSeconds(state.catalog.createdAt),
    ARN: `arn:${partition}:ssm:${region}:${caller.accountId}:parameter/${name}`,
    DataType: 'text',
  };
}

/** Identity Center lives in one region of the management account: Control Tower's home. */
function listInstances({ partition, state, world }: OrganizationContext, { caller, region }: ApiRequest): unknown {
  const { identityCenter, managementAccountId, homeRegion } = world.organization;
  if (!identityCenter || caller.accountId !== managementAccountId || region !== homeRegion) return { Instances: [] };
  return {
    Instances: [{
      InstanceArn: `arn:${partition}:sso:::instance/${state.catalog.identityInstanceId}`,
      IdentityStoreId: state.catalog.identityStoreId,
      OwnerAccountId: managementAccountId,
      CreatedDate: epochSeconds(state.catalog.createdAt),
      Status: 'ACTIVE',
    }],
  };
}

/** The quotas of AWS Organizations are told in one region. What AWS answers elsewhere is inferred. */
function listServiceQuotas({ partition, world }: OrganizationContext, { caller, input, region }: ApiRequest): unknown {
  if (input.ServiceCode !== QUOTA_SERVICE) {
    throw new UnknownToRehearsal(`${caller.label} called servicequotas:ListServiceQuotas for '${String(input.ServiceCode)}', which the rehearsal does not know; it knows the quotas of '${QUOTA_SERVICE}'`);
  }
  if (region !== QUOTA_REGION) {
    throw new ApiError('NoSuchResourceException', `The request failed because the specified service ${QUOTA_SERVICE} does not exist.`);
  }
  const quotas = [{
    ServiceCode: QUOTA_SERVICE,
    ServiceName: 'AWS Organizations',
    QuotaArn: `arn:${partition}:servicequotas::${caller.accountId}:${QUOTA_SERVICE}/${ACCOUNT_QUOTA_CODE}`,
    QuotaCode: ACCOUNT_QUOTA_CODE,
    QuotaName: ACCOUNT_QUOTA_NAME,
    Value: world.organization.accountQuota,
    Unit: 'None',
    Adjustable: true,
    GlobalQuota: true,
  }];
  const page = pageOf(quotas, input.NextToken, pageSize(input.MaxResults, 100, 100));
  return { Quotas: page.items, NextToken: page.next };
}
