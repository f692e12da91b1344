/** Systems Manager: parameters, which other services publish. */

import type { DescribeParametersCommandOutput, GetParameterCommandOutput, GetParametersCommandOutput, Parameter } from '@aws-sdk/client-ssm';
import { AWS_JSON } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';
import { pageOf, pageSize } from '../paging';
import type { AuthorizedCall } from '../permissions';
import { ANYTHING } from '../permissions';
import type { Answer } from '../sdk';
import type { ServiceContext } from '../service';
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

export class SsmService {
  private readonly parameters: PublishedParameter[] = [];

  constructor(private readonly to: ServiceContext) {}

  public publish(parameter: PublishedParameter): void {
    this.parameters.push(parameter);
  }

  public getParameter(request: ApiRequest): Answer<GetParameterCommandOutput> {
    const { Name } = request.input;
    const parameter = this.view(request, Name);
    if (!parameter) {
      throw new ApiError('ParameterNotFound', `Parameter ${Name} not found.`);
    }
    return { Parameter: parameter };
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
    const ownParameters = this.parameters.filter(({ accountId, region: own }) => accountId === caller.accountId && own === region);
    const here = ownParameters.filter(({ name, value }) => value() !== undefined
      && filters.every(({ Values = [] }) => Values.some(start => name.startsWith(start))));
    const page = pageOf(here, input.NextToken, pageSize(input.MaxResults, 50, 50));
    return {
      Parameters: page.items.map(({ modifiedAt, name }) => ({ Name: name, Type: 'String', LastModifiedDate: new Date(modifiedAt), Version: 1, Tier: 'Standard', DataType: 'text' })),
      NextToken: page.next,
    };
  }

  private view({ caller, region }: ApiRequest, name: string): Parameter | undefined {
    const here = this.parameters.filter(candidate => candidate.accountId === caller.accountId && candidate.region === region);
    const parameter = here.find(candidate => candidate.name === name);
    const value = parameter?.value();
    return parameter === undefined || value === undefined ? undefined : {
      Name: name,
      Type: 'String',
      Value: value,
      Version: 1,
      LastModifiedDate: new Date(parameter.modifiedAt),
      ARN: `arn:${this.to.partition}:ssm:${region}:${caller.accountId}:parameter/${name}`,
      DataType: 'text',
    };
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
  start: to => new SsmService(to),
  operations: {
    DescribeParameters: { may: ANYTHING, answer: (service, request) => service.describeParameters(request) },
    GetParameter: {
      may: { resources: call => [arnOf(call, call.request.input.Name)] },
      answer: (service, request) => service.getParameter(request),
    },
    GetParameters: {
      may: { resources: call => (call.request.input.Names ?? []).map((name: string) => arnOf(call, name)) },
      answer: (service, request) => service.getParameters(request),
    },
  },
});
