/** AWS STS: who calls, and sessions of other roles. */

import type { AssumeRoleCommandOutput, GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import { RoleSessions } from '../../iam/sessions';
import { AWS_QUERY } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import type { AuthorizedCall } from '../permissions';
import type { Answer } from '../sdk';
import type { ServiceContext } from '../service';
import { defineService } from '../service';

export class StsService {
  private readonly sessions: RoleSessions;

  constructor({ clock, iam, partition, sessions }: ServiceContext) {
    this.sessions = new RoleSessions(iam, sessions, clock, partition);
  }

  public getCallerIdentity({ caller }: ApiRequest): Answer<GetCallerIdentityCommandOutput> {
    return {
      UserId: `AROAREHEARSAL:${caller.sessionArn.slice(caller.sessionArn.lastIndexOf('/') + 1)}`,
      Account: caller.accountId,
      Arn: caller.sessionArn,
    };
  }

  public assumeRole(request: ApiRequest): Answer<AssumeRoleCommandOutput> {
    return this.sessions.assume(request);
  }
}

function externalId({ request }: AuthorizedCall<unknown>): Record<string, string> {
  const id: string | undefined = request.input.ExternalId;
  return id === undefined ? {} : { 'sts:ExternalId': id };
}

export const sts = defineService({
  name: 'sts',
  prefix: 'sts',
  protocol: AWS_QUERY,
  start: to => new StsService(to),
  operations: {
    GetCallerIdentity: { may: 'free', answer: (service, request) => service.getCallerIdentity(request) },
    AssumeRole: {
      may: { resources: ({ request }) => [String(request.input.RoleArn)], context: externalId },
      answer: (service, request) => service.assumeRole(request),
    },
  },
});
