/**
 * Accounts that Control Tower takes into its care because they were moved: automatic enrolment.
 *
 *     moved to a registered unit -> UNDER_CHANGE -> minutes later: SUCCEEDED, or FAILED
 *     moved anywhere else        -> not in its care any more, at once
 *
 * What Account Factory has made has a product, and goes by that.
 */

import type { FactoryContext } from './factory-context';
import type { EnrolmentsState, EnrolmentStep } from './factory-state';
import { matchesAccount } from '../../world/faults';
import { Agenda } from '../agenda';
import type { MemberAccount } from '../organizations/organization-state';

const MINUTE = 60_000;

export class Enrolments {
  private readonly state: EnrolmentsState;
  private readonly agenda: Agenda<EnrolmentStep>;

  constructor(private readonly to: FactoryContext) {
    this.state = to.state.enrolments ??= { accounts: {}, steps: [] };
    this.agenda = new Agenda('enrolment', to.time, this.state, ({ accountId, number }) => `${accountId} ${number}`);
  }

  /** Goes on with what an earlier rehearsal left in progress. */
  public takeUp(): void {
    this.agenda.start({ end: step => this.end(step) });
  }

  /** The enrolments of accounts that have no product, by their ids. */
  public get accounts(): EnrolmentsState['accounts'] {
    return this.state.accounts;
  }

  /** The account has just come to another parent. */
  public onMoved(account: MemberAccount): void {
    const { catalog, clock, emit, organizations, time: { now }, world: { organization } } = this.to;
    if (!organization.autoEnrollment || catalog.state.products.some(({ accountId }) => accountId === account.id)) {
      return;
    }
    const { accounts } = this.state;
    if (!organizations.state.units.some(({ id, registered }) => registered && id === account.parentId)) {
      if (accounts[account.id] !== undefined) {
        delete accounts[account.id];
        emit('unenrolled', account.name, account.id);
      }
      return;
    }
    const number = (accounts[account.id]?.number ?? 0) + 1;
    accounts[account.id] = { status: 'UNDER_CHANGE', number };
    const minutes = organization.enrolmentMinutes * (0.5 + clock.draw('auto-enrolment', account.name, number));
    this.agenda.add({ at: now + Math.round(minutes * MINUTE), kind: 'end', accountId: account.id, number });
  }

  private end({ accountId, number }: EnrolmentStep): void {
    const { emit, faults, organizations } = this.to;
    const enrolment = this.state.accounts[accountId];
    const account = organizations.account(accountId);
    if (enrolment?.number !== number || account === undefined) {
      return;
    }
    const failure = faults.take('enrolment-fails', ({ account: pattern }) => matchesAccount(pattern, account.name));
    this.state.accounts[accountId] = { status: failure === undefined ? 'SUCCEEDED' : 'FAILED', number };
    emit(failure === undefined ? 'enrolled' : 'failed', account.name, failure === undefined ? accountId : 'the enrolment failed');
  }
}
