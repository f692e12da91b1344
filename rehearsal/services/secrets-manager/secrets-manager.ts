/** Secrets Manager: secrets that other services keep in it. */

import type { GetSecretValueCommandOutput } from '@aws-sdk/client-secrets-manager';
import { AWS_JSON } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { ApiError } from '../../kernel/types';
import { Agenda } from '../agenda';
import { drawId, drawUuid } from '../identifiers';
import type { AuthorizedCall } from '../permissions';
import type { Answer } from '../sdk';
import type { RunningService, ServiceContext } from '../service';
import { defineService } from '../service';

/** A secret as whoever keeps it describes it. */
export interface SecretDefinition {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** The alias of the key that it is encrypted with. */
  readonly keyAlias: string;
  /** Characters of its value. */
  readonly length: number;
  readonly rotationMinutes?: number;
}

/** A secret of which there is a value. All times are epoch milliseconds. */
export interface SecretState {
  readonly arn: string;
  value: string;
  version: number;
  rotatedAt: number;
}

export interface SecretsManagerState {
  readonly secrets: SecretState[];
  steps: RotationStep[];
}

interface RotationStep {
  readonly at: number;
  readonly kind: 'rotate';
  readonly arn: string;
}

/** A secret in the hands of whoever keeps it. */
export interface KeptSecret {
  readonly arn: string;
  /** The key that it is encrypted with. */
  readonly keyArn: string;
  /** As it is now. */
  readonly value: () => string;
}

interface Kept extends KeptSecret {
  readonly definition: SecretDefinition;
  readonly state: SecretState;
}

const MINUTE = 60_000;

export class SecretsManagerService implements RunningService {
  public readonly state: SecretsManagerState;
  private readonly kept: Kept[] = [];
  private readonly agenda: Agenda<RotationStep>;

  constructor(private readonly to: ServiceContext, saved: SecretsManagerState | undefined) {
    this.state = saved ?? { secrets: [], steps: [] };
    this.agenda = new Agenda('secretsmanager', to.time, this.state, ({ arn }) => arn);
  }

  public takeUp(): void {
    this.agenda.start({ rotate: ({ arn }) => this.rotateByPlan(arn) });
    this.kept.forEach(secret => this.plan(secret));
  }

  /** Keeps a secret, with the value that it has from an earlier rehearsal if there was one. */
  public keep(definition: SecretDefinition): KeptSecret {
    const { clock, partition, time } = this.to;
    const { accountId, name, region } = definition;
    const arn = `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${name}-${drawId(clock, '', 6, 'secret', name)}`;
    let state = this.state.secrets.find(candidate => candidate.arn === arn);
    if (!state) {
      state = { arn, value: this.drawn(definition, 1), version: 1, rotatedAt: time.now };
      this.state.secrets.push(state);
    }
    const current = state;
    const keyArn = `arn:${partition}:kms:${region}:${accountId}:key/${drawUuid(clock, 'key', name)}`;
    const kept: Kept = { arn, keyArn, definition, state: current, value: () => current.value };
    this.kept.push(kept);
    return kept;
  }

  /** The secret that is meant by its ARN anywhere, or by its name in its own account. */
  public find(id: string, accountId: string, region: string): KeptSecret | undefined {
    return this.kept.find(({ arn, definition }) =>
      region === definition.region && (id === arn || (id === definition.name && accountId === definition.accountId)));
  }

  /** GetSecretValue, which needs the key as well as the secret. */
  public getSecretValue(request: ApiRequest): Answer<GetSecretValueCommandOutput> {
    const found = this.find(String(request.input.SecretId), request.caller.accountId, request.region) as Kept | undefined;
    if (!found) {
      throw new ApiError('ResourceNotFoundException', 'Secrets Manager can\'t find the specified secret.');
    }
    this.requireKey(request, found);
    const { clock, faults } = this.to;
    const { arn, definition, state } = found;
    if (faults.take('secret-rotated', ({ moment }) => moment === 'before-read')) {
      this.rotate(found);
    }
    const answer = {
      ARN: arn,
      Name: definition.name,
      VersionId: drawUuid(clock, 'secret-version', state.version),
      SecretString: state.value,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: new Date(state.rotatedAt),
    };
    if (faults.take('secret-rotated', ({ moment }) => moment === 'after-read')) {
      this.rotate(found);
    }
    return answer;
  }

  private requireKey({ caller, region }: ApiRequest, { arn, definition, keyArn }: Kept): void {
    try {
      this.to.iam.authorize(caller, 'kms:Decrypt', keyArn, {
        'aws:RequestedRegion': region,
        'kms:ViaService': `secretsmanager.${definition.region}.amazonaws.com`,
        'kms:CallerAccount': caller.accountId,
        'kms:ResourceAliases': definition.keyAlias,
        'kms:EncryptionContext:SecretARN': arn,
      });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'AccessDeniedException') {
        throw error;
      }
      throw new ApiError('AccessDeniedException', 'Access to KMS is not allowed');
    }
  }

  private rotate({ definition, state }: Kept): void {
    state.version += 1;
    state.value = this.drawn(definition, state.version);
    state.rotatedAt = this.to.time.now;
  }

  private rotateByPlan(arn: string): void {
    const secret = this.kept.find(candidate => candidate.arn === arn);
    if (!secret) {
      return;
    }
    this.rotate(secret);
    this.plan(secret);
  }

  private plan({ arn, definition: { rotationMinutes } }: Kept): void {
    if (rotationMinutes === undefined || this.state.steps.some(step => step.arn === arn)) {
      return;
    }
    this.agenda.add({ at: this.to.time.now + rotationMinutes * MINUTE, kind: 'rotate', arn });
  }

  private drawn({ length, name }: SecretDefinition, version: number): string {
    return drawId(this.to.clock, '', length, 'secret-value', name, version);
  }
}

function arnOf({ request, service, partition }: AuthorizedCall<SecretsManagerService>): string {
  const id = String(request.input.SecretId);
  if (id.startsWith('arn:')) {
    return id;
  }
  const { accountId } = request.caller;
  return service.find(id, accountId, request.region)?.arn ?? `arn:${partition}:secretsmanager:${request.region}:${accountId}:secret:${id}`;
}

export const secretsManager = defineService({
  name: 'secretsManager',
  prefix: 'secretsmanager',
  protocol: AWS_JSON,
  start: (to, saved: SecretsManagerState | undefined) => new SecretsManagerService(to, saved),
  operations: {
    GetSecretValue: { may: { resources: call => [arnOf(call)] }, answer: (service, request) => service.getSecretValue(request) },
  },
});
