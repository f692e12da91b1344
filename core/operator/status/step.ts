/** Where an account is on its way, decided from what was read. Total and pure. */

import type { Evidence, LegEvidence } from './evidence';
import { wordsOf } from './failure';
import type { StatusStep } from './model';
import { classify } from '../../failures/classify';
import type { Snapshot } from '../snapshot';

/** Whether the stack holds the account, and nothing is going on with it. */
export function isDeployed({ legs, last }: Pick<Evidence, 'legs' | 'last'>): boolean {
  return isComplete(last) && !legs.some(isAtWork);
}

/** What the world shows, if nothing failed for good. */
export function stepOf(evidence: Evidence, { products, accounts }: Pick<Snapshot, 'products' | 'accounts'>): StatusStep {
  const { product, account, declared, inCreation, legs, running, start } = evidence;
  if (accounts === undefined || (products === undefined && declared.existingAccountId === undefined)) {
    return isDeployed(evidence) || product !== undefined ? 'unseen' : stepWithoutWorld(evidence);
  }
  switch (product?.status) {
    case 'UNDER_CHANGE':
    case 'PLAN_IN_PROGRESS':
      return product.history?.at(-1)?.type === 'TERMINATE_PROVISIONED_PRODUCT' ? 'clearing'
        : account !== undefined ? 'enrolling' : inCreation ? 'creating' : 'requested';
    case 'ERROR':
    case 'TAINTED':
      return isDeployed(evidence) ? placed(evidence) : failing(evidence);
    case 'AVAILABLE':
      return placed(evidence);
    case undefined:
      if (account !== undefined && (declared.existingAccountId !== undefined || isDeployed(evidence))) {
        return placed(evidence);
      }
      // A search shows what was some seconds ago: the first leg is done when the factory is at work.
      return start !== undefined && isComplete(start) && running ? 'requested'
        : legs.some(isAtWork) ? (inCreation ? 'creating' : 'gate') : running ? 'queued' : 'undone';
    // A status that is new to AWS.
    default:
      return 'unseen';
  }
}

/** Of what CloudFormation alone tells. */
function stepWithoutWorld({ legs, running }: Evidence): StatusStep {
  return legs.some(isAtWork) || legs.some(isComplete) ? 'unseen' : running ? 'queued' : 'undone';
}

function failing(evidence: Evidence): StatusStep {
  const { kind } = classify(wordsOf(evidence) ?? '');
  return kind === 'busy' || kind === 'transient' ? 'busy' : 'failing';
}

/** Of an account that is enrolled, or needs no enrolment. */
function placed({ declared, place, record, account, sandboxFound, isFresh }: Evidence): StatusStep {
  if (declared.sandbox === undefined) {
    return 'available';
  }
  if (!sandboxFound) {
    return 'unseen';
  }
  switch (isFresh && place !== 'active' && place !== 'frozen' ? 'available' : place) {
    case 'available': return 'pooled';
    case 'active':
    case 'frozen': return 'leased';
    case 'quarantine': return 'quarantined';
    case 'cleanUp': return 'cleaning';
    case 'entry': return record === undefined ? 'entered' : 'registered';
    case 'exit':
    case 'pool':
      return 'made';
    case undefined:
      return account?.parentId === undefined ? 'unseen' : 'made';
  }
}

export function isComplete({ status = '' }: LegEvidence): boolean {
  return /^(CREATE|UPDATE|IMPORT|UPDATE_ROLLBACK)_COMPLETE$/.test(status);
}

export function isAtWork({ status = '' }: LegEvidence): boolean {
  return /^(CREATE|UPDATE|IMPORT)_IN_PROGRESS$/.test(status);
}

/** Whether nothing is going on with an account that stands so. */
export function isAtRest(step: StatusStep): boolean {
  switch (step) {
    case 'available':
    case 'pooled':
    case 'leased':
    case 'failed':
    case 'undone':
    case 'decayed':
    case 'unseen':
      return true;
    case 'queued':
    case 'gate':
    case 'requested':
    case 'busy':
    case 'failing':
    case 'clearing':
    case 'creating':
    case 'enrolling':
    case 'made':
    case 'entered':
    case 'registered':
    case 'cleaning':
    case 'quarantined':
      return false;
  }
}
