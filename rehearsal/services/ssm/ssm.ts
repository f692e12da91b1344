/** Systems Manager: parameters, which other services publish, or somebody puts there. */

import type {
  DeleteParameterCommandOutput,
  DescribeParametersCommandOutput,
  GetParameterCommandOutput,
  GetParametersCommandOutput,
  Parameter,
  PutParameterCommandOutput,
} from '@aws-sdk/client-ssm';
import { AWS_JSON } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';
import { pageOf, pageSize } from '../paging';
import type { AuthorizedCall } from '../permissions';
import { ANYTHING } from '../permissions';
import type { Answer } from '../sdk';
import type { RunningService, ServiceContext } from '../service';
import { defineService } from '../service';

/** A parameter that is there in one account and Region. */
export interface PublishedParameter {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly modifiedAt: number;
  /** As it is at this moment; undefined while there is none. */
  readonly value: () => string | undefined;
}

/** A parameter that somebody has put there, as plain JSON. */
export interface PutParameter {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly value: string;
  readonly version: number;
  readonly modifiedAt: number;
}

export interface SsmState {
  put: PutParameter[];
}

/** What a standard parameter holds at most. */
const VALUE_MAX = 4096;

export class SsmService implements RunningService {
  public readonly state: SsmState;
  private readonly published: PublishedParameter[] = [];

  constructor(private readonly to: ServiceContext, saved: SsmState | undefined) {
    this.state = saved ?? { put: [] };
  }

  public publish(parameter: PublishedParameter): void {
    this.published.push(parameter);
  }

  public getParameter(request: ApiRequest): Answer<GetParameterCommandOutput> {
    const { Name } = request.input;
    const parameter = this.view(request, Name);
    if (!parameter) {
      throw new ApiError('ParameterNotFound', `Parameter ${Name} not found.`);
    }
    return { Parameter: parameter };
  }

  /** PutParameter, of plain texts. What another service publishes belongs to that. */
  public putParameter({ caller: { accountId }, input, region }: ApiRequest): Answer<PutParameterCommandOutput> {
    const { Name: name, Overwrite, Type: type = 'String', Value: value = '', ...others } = input;
    const unknown = Object.entries(others).filter(([, given]) => given !== undefined).map(([key]) => key);
    if (type !== 'String' || unknown.some(key => key !== 'Description')) {
      throw new UnknownToRehearsal(`ssm:PutParameter was called with ${type === 'String' ? unknown.join(', ') : `the type ${String(type)}`}, which the rehearsal does not know; it knows Name, Value, Overwrite, Description and the type String`);
    }
    if (!/^[\w./-]{1,1011}$/.test(String(name))) {
      throw new ApiError('ValidationException', 'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_');
    }
    if (value === '' || String(value).length > VALUE_MAX) {
      throw new ApiError('ValidationException', `Standard tier parameters support a maximum parameter value of ${VALUE_MAX} characters.`);
    }
    const before = this.here(accountId, region).find(candidate => candidate.name === name);
    if (before !== undefined && Overwrite !== true) {
      throw new ApiError('ParameterAlreadyExists', 'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.');
    }
    const version = ('version' in (before ?? {}) ? (before as { version: number }).version : 0) + 1;
    this.state.put = [
      ...this.state.put.filter(known => known.accountId !== accountId || known.region !== region || known.name !== name),
      { accountId, region, name, value: String(value), version, modifiedAt: this.to.time.now },
    ];
    return { Version: version, Tier: 'Standard' };
  }

  public deleteParameter({ caller: { accountId }, input: { Name: name }, region }: ApiRequest): Answer<DeleteParameterCommandOutput> {
    const kept = this.state.put.filter(known => known.accountId !== accountId || known.region !== region || known.name !== name);
    if (kept.length === this.state.put.length) {
      throw new ApiError('ParameterNotFound', `Parameter ${name} not found.`);
    }
    this.state.put = kept;
    return {};
  }

  public getParameters(request: ApiRequest): Answer<GetParametersCommandOutput> {
    const names: readonly string[] = request.input.Names;
    const found = names.map(name => [name, this.view(request, name)] as const);
    return {
      Parameters: found.flatMap(([, parameter]) => parameter ?? []),
      InvalidParameters: found.filter(([, parameter]) => !parameter).map(([name]) => name),
    };
  }

  /** DescribeParameters, by what names begin with. */
  public describeParameters({ caller, input, region }: ApiRequest): Answer<DescribeParametersCommandOutput> {
    const filters: readonly { readonly Key?: string; readonly Option?: string; readonly Values?: readonly string[] }[] = input.ParameterFilters ?? [];
    const unknown = filters.find(({ Key, Option }) => Key !== 'Name' || Option !== 'BeginsWith');
    if (unknown) {
      throw new UnknownToRehearsal(`${caller.label} called ssm:DescribeParameters with the filter ${String(unknown.Key)} ${String(unknown.Option)}, and the rehearsal knows 'Name BeginsWith' only`);
    }
    const here = this.here(caller.accountId, region).filter(({ name, value }) => value() !== undefined
      && filters.every(({ Values = [] }) => Values.some(start => name.startsWith(start))));
    const page = pageOf(here, input.NextToken, pageSize(input.MaxResults, 50, 50));
    return {
      Parameters: page.items.map(({ modifiedAt, name }) => ({ Name: name, Type: 'String', LastModifiedDate: new Date(modifiedAt), Version: 1, Tier: 'Standard', DataType: 'text' })),
      NextToken: page.next,
    };
  }

  private view({ caller, region }: ApiRequest, name: string): Parameter | undefined {
    const parameter = this.here(caller.accountId, region).find(candidate => candidate.name === name);
    const value = parameter?.value();
    return parameter === undefined || value === undefined ? undefined : {
      Name: name,
      Type: 'String',
      Value: value,
      Version: parameter.version ?? 1,
      LastModifiedDate: new Date(parameter.modifiedAt),
      ARN: `arn:${this.to.partition}:ssm:${region}:${caller.accountId}:parameter/${name.replace(/^\//, '')}`,
      DataType: 'text',
    };
  }

  /** All of an account and Region, whoever put them there. */
  private here(accountId: string, region: string): (PublishedParameter & { readonly version?: number })[] {
    return [...this.published, ...this.state.put.map(({ value, ...parameter }) => ({ ...parameter, value: () => value }))]
      .filter(parameter => parameter.accountId === accountId && parameter.region === region);
  }
}

function arnOf({ request, partition }: AuthorizedCall<unknown>, name: unknown): string {
  if (String(name).startsWith('arn:')) {
    return String(name);
  }
  return `arn:${partition}:ssm:${request.region}:${request.caller.accountId}:parameter/${String(name).replace(/^\//, '')}`;
}

export const ssm = defineService({
  name: 'ssm',
  prefix: 'ssm',
  protocol: AWS_JSON,
  start: (to, saved: SsmState | undefined) => new SsmService(to, saved),
  // Put there by functions: a world that tells of the organization anew has none of them.
  madeByStacks: () => undefined,
  operations: {
    DescribeParameters: { may: ANYTHING, answer: (service, request) => service.describeParameters(request) },
    GetParameter: {
      may: { resources: call => [arnOf(call, call.request.input.Name)] },
      answer: (service, request) => service.getParameter(request),
    },
    PutParameter: {
      may: { resources: call => [arnOf(call, call.request.input.Name)] },
      answer: (service, request) => service.putParameter(request),
    },
    DeleteParameter: {
      may: { resources: call => [arnOf(call, call.request.input.Name)] },
      answer: (service, request) => service.deleteParameter(request),
    },
    GetParameters: {
      may: { resources: call => (call.request.input.Names ?? []).map((name: string) => arnOf(call, name)) },
      answer: (service, request) => service.getParameters(request),
    },
  },
});
