/** onEvent of Custom::AccountFactoryPortfolio: finds the Account Factory product and its portfolio. */

import { FactoryPortfolioAttribute } from '../../src/contract';
import { systemClock } from '../aws/clock';
import { composeLandingZone } from '../aws/compose-look-up';
import { writeLine } from '../aws/stdout';
import { requireEnv } from '../core/environment';
import { describeEvent } from '../core/events';
import type { KickEvent } from '../core/events';
import { findFactory } from '../core/find-factory';
import { createLog } from '../core/log';

/** Always the same: there is one factory. */
const PHYSICAL_ID = 'account-factory-portfolio';

const landingZone = composeLandingZone();

/** What the Provider framework calls. */
export async function handler(event: KickEvent): Promise<{ PhysicalResourceId: string; Data?: Record<FactoryPortfolioAttribute, string> }> {
  if (event.RequestType === 'Delete') {
    return { PhysicalResourceId: event.PhysicalResourceId ?? PHYSICAL_ID };
  }
  const log = createLog(writeLine, systemClock, describeEvent(event));
  try {
    const { portfolioId, productId } = await findFactory(landingZone, requireEnv(process.env, 'AWS_REGION'), event.RequestType === 'Create');
    log.notice('factory-found', { portfolioId, productId });
    return {
      PhysicalResourceId: PHYSICAL_ID,
      Data: { [FactoryPortfolioAttribute.PORTFOLIO_ID]: portfolioId, [FactoryPortfolioAttribute.PRODUCT_ID]: productId },
    };
  } catch (error) {
    log.notice('factory-not-found', { error: String(error) });
    throw error;
  }
}
