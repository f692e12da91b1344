/** Innovation Sandbox from 1.3: its REST API, as a machine client. */

import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { HubClients } from './hub-clients';
import { isUnauthorized, operationOf, requireStanding, wordsOf } from './sandbox-transport';
import type { SandboxCall, SandboxTransport } from './sandbox-transport';
import { AccessError, TransientError } from '../../core/failures/errors';
import { UnansweredError } from '../../core/registration/innovation-sandbox/errors';
import type { Sandbox } from '../../core/registration/innovation-sandbox/model';
import { dnsSuffixOf, SANDBOX_API_STAGE, SANDBOX_NAMES } from '../../src/contract';
import type { MachineClientAccess } from '../../src/contract';
import { isNamed, isTransient } from '../shared/errors';
import { sendSigned } from '../shared/signed-request';
import type { RawAnswer, SignedRequest } from '../shared/signed-request';
import type { AssumedRoles } from '../sts/assumed-roles';

/** The way by AWS credentials. Ids of APIs are kept as long as the function stays warm, or until one is refused: an upgrade may replace the API. */
export class MachineClient implements SandboxTransport {
  private readonly apiIds = new Map<string, string>();

  /** @param request sends a signed request: to AWS, unless something else stands in its place */
  constructor(
    private readonly roles: AssumedRoles, private readonly clients: Pick<HubClients, 'ssm'>, private readonly now: () => Date,
    private readonly request: typeof sendSigned = sendSigned,
  ) {}

  public async call(sandbox: Sandbox, call: SandboxCall): Promise<RawAnswer> {
    const access = accessOf(sandbox);
    const apiId = await this.apiId(sandbox, access);
    const answer = await this.send(sandbox, access, apiId, call);
    if (!isUnauthorized(answer)) {
      return answer;
    }
    const words = wordsOf(answer.body);
    if (/valid ISB role/i.test(words)) {
      throw new AccessError(operationOf(call), 'AR-SANDBOX-CLIENT-ROLE', { value: access.roleArn, sandbox: sandbox.namespace }, words, false);
    }
    this.apiIds.delete(keyOf(sandbox));
    const present = await this.apiId(sandbox, access);
    const again = present === apiId ? answer : await this.sendAgain(sandbox, access, present, call);
    if (isUnauthorized(again)) {
      throw new AccessError(operationOf(call), 'AR-SANDBOX-API-STALE', { value: present, sandbox: sandbox.namespace }, wordsOf(again.body), true);
    }
    return again;
  }

  private async sendAgain(sandbox: Sandbox, access: MachineClientAccess, apiId: string, call: SandboxCall): Promise<RawAnswer> {
    await requireStanding(call);
    return this.send(sandbox, access, apiId, call);
  }

  private async send(sandbox: Sandbox, access: MachineClientAccess, apiId: string, call: SandboxCall): Promise<RawAnswer> {
    const { region } = sandbox;
    const request: SignedRequest = {
      operation: operationOf(call),
      method: call.method,
      host: `${apiId}.execute-api.${region}.${dnsSuffixOf(region)}`,
      path: `/${SANDBOX_API_STAGE}${call.path}`,
      headers: { accept: 'application/json', ...(call.body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: call.body,
      service: 'execute-api',
      region,
      credentials: await this.roles.credentials(access.roleArn, sandbox),
      now: this.now(),
    };
    try {
      return await this.request(request);
    } catch (error) {
      throw error instanceof TransientError ? new UnansweredError(error.operation, error.text, { cause: error.cause }) : error;
    }
  }

  private async apiId(sandbox: Sandbox, access: MachineClientAccess): Promise<string> {
    if (access.apiIdRoleArn === undefined) {
      return access.apiId ?? '';
    }
    const known = this.apiIds.get(keyOf(sandbox));
    if (known !== undefined) {
      return known;
    }
    const apiId = await this.readApiId(sandbox, access.apiIdRoleArn);
    this.apiIds.set(keyOf(sandbox), apiId);
    return apiId;
  }

  private async readApiId(sandbox: Sandbox, roleArn: string): Promise<string> {
    const { namespace, region } = sandbox;
    const credentials = await this.roles.credentials(roleArn, sandbox);
    const parameter = SANDBOX_NAMES.restApiIdParameter(namespace);
    try {
      const answer = await this.clients.ssm(region, credentials).send(new GetParameterCommand({ Name: parameter }));
      return answer.Parameter?.Value ?? '';
    } catch (exception) {
      const text = String(exception);
      const options = { cause: exception };
      if (isTransient(exception)) {
        throw new TransientError('ssm:GetParameter', text, options);
      }
      throw isNamed(exception, 'ParameterNotFound')
        ? new AccessError('ssm:GetParameter', 'AR-SANDBOX-CONFIGURATION', {
          sandbox: namespace,
          value: `no parameter ${parameter} in region ${region} of the hub account`,
          expected: 'the id of its REST API',
        }, text, false, options)
        : new AccessError('ssm:GetParameter', 'AR-SANDBOX-HUB-DENIED', { value: roleArn, sandbox: namespace }, text, true, options);
    }
  }
}

function accessOf({ access }: Sandbox): MachineClientAccess {
  if (access.kind !== 'machine-client') {
    throw new Error(`a machine client is asked to speak ${access.kind}`);
  }
  return access;
}

function keyOf({ namespace, region }: Sandbox): string {
  return `${region} ${namespace}`;
}
