/** What Innovation Sandbox publishes of itself in the management account, as one SSM parameter. */

import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { HubClients } from './hub-clients';
import type { PoolConfiguration, PoolUnits, Sandbox } from '../../core/registration/innovation-sandbox/model';
import type { PoolUnitsPort } from '../../core/registration/innovation-sandbox/ports';
import { SANDBOX_NAMES } from '../../src/contract';
import { callingOrNull } from '../shared/errors';

/** How long it is believed: an upgrade changes the version under a warm function. */
const FRESH_MS = 10 * 60_000;

const KEYS: Readonly<Record<keyof PoolUnits, string>> = {
  pool: 'sandboxOuId',
  available: 'availableOuId',
  active: 'activeOuId',
  frozen: 'frozenOuId',
  cleanUp: 'cleanupOuId',
  quarantine: 'quarantineOuId',
  entry: 'entryOuId',
  exit: 'exitOuId',
};

/** The parameter, remembered for some minutes: all accounts of a pool ask for it at each poll. */
export class PublishedPoolUnits implements PoolUnitsPort {
  private readonly known = new Map<string, { readonly readAt: number; readonly configuration: PoolConfiguration }>();

  constructor(private readonly clients: Pick<HubClients, 'ssm'>, private readonly now: () => Date) {}

  public async configuration({ namespace, region }: Pick<Sandbox, 'namespace' | 'region'>): Promise<PoolConfiguration | null> {
    const key = `${region} ${namespace}`;
    const known = this.known.get(key);
    if (known !== undefined && this.now().getTime() - known.readAt < FRESH_MS) {
      return known.configuration;
    }
    const answer = await callingOrNull('ssm:GetParameter', ['ParameterNotFound'], async () =>
      this.clients.ssm(region).send(new GetParameterCommand({ Name: SANDBOX_NAMES.poolParameter(namespace) })));
    if (answer?.Parameter?.Value === undefined) {
      return null;
    }
    const configuration = configurationOf(answer.Parameter.Value);
    this.known.set(key, { readAt: this.now().getTime(), configuration });
    return configuration;
  }
}

/** The version comes first: before 1.2 there is little more, and later versions add to it. */
export function configurationOf(json: string): PoolConfiguration {
  let content: Record<string, unknown> = {};
  try {
    content = Object(JSON.parse(json)) as Record<string, unknown>;
  } catch {
    // Whatever it is, it names no version.
  }
  const units = Object.entries(KEYS).map(([unit, key]) => [unit, content[key]] as const);
  const complete = units.every(([, id]) => typeof id === 'string' && id !== '');
  return {
    version: typeof content.solutionVersion === 'string' ? content.solutionVersion : '',
    ...(complete ? { units: Object.fromEntries(units) as unknown as PoolUnits } : {}),
  };
}
