/**
 * onEvent of the resources that ask before the first account is requested: Custom::AccountFactoryPortfolio finds the Account Factory product and its
 * portfolio, Custom::AccountQuota whether the organization has room for the accounts of a stack. One function for both, because a stack holds 500 resources.
 */

import { composeAccountQuota, composeLandingZone } from './compose';
import { checkQuota, parseQuotaRequest } from '../../core/checks/account-quota';
import { findFactory } from '../../core/checks/find-factory';
import { createLog } from '../../core/log';
import type { Log } from '../../core/log';
import { ACCOUNT_QUOTA_TYPE, FACTORY_PORTFOLIO_TYPE, FactoryPortfolioAttribute, Notice } from '../../src/contract';
import { systemClock } from '../shared/clock';
import { requireEnv } from '../shared/environment';
import { describeEvent } from '../shared/provider-events';
import type { ProviderEvent } from '../shared/provider-events';
import { writeLine } from '../shared/stdout';

/** What the look-up receives, for one of several types of resources. */
interface LookUpEvent extends ProviderEvent {
  /** Custom::AccountFactoryPortfolio */
  readonly ResourceType: string;
  /** Only on Update: what the resource was before, or what was tried if this undoes it. */
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

/** What a resource answers. */
interface Answer {
  readonly PhysicalResourceId: string;
  readonly Data?: Readonly<Record<string, string>>;
}

/** Always the same: there is one factory. */
const PORTFOLIO_ID = 'account-factory-portfolio';
/** Always the same: a check has nothing that a new one could replace. */
const QUOTA_ID = 'account-quota';

const region = requireEnv(process.env, 'AWS_REGION');
const landingZone = composeLandingZone(region);
const accountQuota = composeAccountQuota(region);

const LOOK_UPS: Readonly<Record<string, (event: LookUpEvent, log: Log) => Promise<Answer>>> = {
  [FACTORY_PORTFOLIO_TYPE]: lookUpFactory,
  [ACCOUNT_QUOTA_TYPE]: checkRoom,
};

/** What the Provider framework calls. */
export async function handler(event: LookUpEvent): Promise<Answer> {
  if (event.RequestType === 'Delete') {
    // Nothing was made, whatever it is.
    return { PhysicalResourceId: event.PhysicalResourceId ?? event.LogicalResourceId };
  }
  const lookUp = LOOK_UPS[event.ResourceType];
  if (lookUp === undefined) {
    throw new Error(`the resource ${event.LogicalResourceId} is of type ${event.ResourceType}, where one of ${Object.keys(LOOK_UPS).join(', ')} was expected; `
      + 'remove it from the template');
  }
  return lookUp(event, createLog(writeLine, systemClock, describeEvent(event)));
}

async function lookUpFactory(event: LookUpEvent, log: Log): Promise<Answer> {
  try {
    const { portfolioId, productId } = await findFactory(landingZone, region, event.RequestType === 'Create');
    log.notice(Notice.FACTORY_FOUND, { portfolioId, productId });
    return {
      PhysicalResourceId: PORTFOLIO_ID,
      Data: { [FactoryPortfolioAttribute.PORTFOLIO_ID]: portfolioId, [FactoryPortfolioAttribute.PRODUCT_ID]: productId },
    };
  } catch (error) {
    log.notice(Notice.FACTORY_NOT_FOUND, { error: String(error) });
    throw error;
  }
}

async function checkRoom(event: LookUpEvent, log: Log): Promise<Answer> {
  try {
    const before = event.RequestType === 'Create' ? undefined : event.OldResourceProperties ?? {};
    const { kind, ...found } = await checkQuota(accountQuota, parseQuotaRequest(event.StackId, event.ResourceProperties, before), systemClock());
    log.notice(kind === 'fits' ? Notice.QUOTA_FITS : Notice.QUOTA_UNKNOWN, found);
    return { PhysicalResourceId: QUOTA_ID };
  } catch (error) {
    log.notice(Notice.QUOTA_REFUSED, { error: String(error) });
    throw error;
  }
}
