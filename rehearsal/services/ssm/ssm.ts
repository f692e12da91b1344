/** Systems Manager: parameters, which other services publish. */

import type { GetParameterCommandOutput, GetParametersCommandOutput, Parameter } from '@aws-sdk/client-ssm';
import { AWS_JSON } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { ApiError } from '../../kernel/types';
import type { AuthorizedCall } from '../permissions';
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
