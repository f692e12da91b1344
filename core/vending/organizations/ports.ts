/** What vending needs of AWS Organizations beside the directory. The adapters in aws/organizations and aws/control-tower implement it. */

import type { AutoEnrolment, Creation, EnrolmentState, MadeAccount } from './model';
import type { Tag } from '../../accounts/account';

/** What is asked for. */
export interface CreateRequest {
  readonly name: string;
  readonly email: string;
  readonly roleName: string;
  readonly tags: readonly Tag[];
}

/**
 * The creation of accounts.
 *
 * Every method throws a TransientError if AWS didn't answer, and a RefusalError if it said no.
 */
export interface CreationsPort {
  /** Requests for an account of that name, the newest first, and the names of all accounts that are being created now. One that succeeded may be remembered. */
  ofName(name: string): Promise<{ readonly creations: readonly Creation[]; readonly running?: readonly string[] }>;
  /** What a request brought about; null if it doesn't show. One that has an owner may be remembered. */
  made(accountId: string): Promise<MadeAccount | null>;
  /** Names of the accounts that are being created now, whoever asked for them. */
  running(): Promise<readonly string[]>;
  create(request: CreateRequest): Promise<void>;
}

/** Control Tower, where it enrols what is moved. */
export interface EnrolmentPort {
  /** Whether a move to that unit enrols an account. */
  autoEnrolment(organizationalUnitId: string): Promise<AutoEnrolment>;
  /** What Control Tower makes of the account; null if it isn't in its care. */
  enrolment(accountId: string): Promise<EnrolmentState | null>;
}
