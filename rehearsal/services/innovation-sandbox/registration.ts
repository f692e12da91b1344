/**
 * Registers an account: move to CleanUp, record, access for administrators, event. Not a transaction: what breaks on the way
 * leaves the account as far as it got, except that a failure of Identity Center moves it back to Entry.
 */

import type { HttpAnswer } from './answers';
import { fail, moveRefused, moving, Refusal, success, unexpected } from './answers';
import { disturb } from './bystanders';
import type { Cleaner } from './cleaner';
import { putRecord, recordView } from './records';
import type { SandboxContext } from './sandbox-context';
import type { SandboxStep } from './sandbox-state';
import { Deferred } from '../../kernel/types';
import type { RegistrationFailure } from '../../world/world';
import type { MemberAccount } from '../organizations/organization-state';

/** The longest account name that the table takes. */
const NAME_MAX = 50;
/** The characters of an address that the table takes: fewer than AWS Organizations does. */
const LOCAL_PART = /^[A-Za-z0-9_'+-]+(?:\.[A-Za-z0-9_'+-]+)*$/;
const DOMAIN = /^(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** What is answered when a step of a registration fails. */
const ANSWERS: Readonly<Record<RegistrationFailure, () => Refusal>> = {
  'validation': () => fail(400, 'Unrecognized key(s) in object: \'awsAccountId\'', 'input'),
  'access-denied': unexpected,
  'concurrent-modification': () => moveRefused('ConcurrentModificationException'),
  'too-many-requests': () => moveRefused('TooManyRequestsException'),
  'record-throttled': () => fail(429, 'Request rate limit exceeded. Please try again later.'),
  'record-refused': () => fail(400, 'Invalid Request.'),
  'record-unavailable': unexpected,
  'identity-center': unexpected,
  'event': unexpected,
};

const BEFORE_MOVE: readonly RegistrationFailure[] = ['validation', 'access-denied', 'concurrent-modification', 'too-many-requests'];
const AT_RECORD: readonly RegistrationFailure[] = ['record-throttled', 'record-refused', 'record-unavailable'];

const SECOND = 1000;

export class Registration {
  /** Who waits for the answer to a registration, by account. */
  private readonly waiting = new Map<string, (answer: HttpAnswer) => void>();

  constructor(private readonly sandbox: SandboxContext, private readonly cleaner: Cleaner) {}

  /** Answers a request to register; throws {@link Refusal} for one that fails. */
  public register(accountId: string): HttpAnswer | Deferred {
    const account = this.sandbox.account(accountId);
    if (!account) {
      throw moveRefused('AccountNotFoundException');
    }
    this.breakOff(account, BEFORE_MOVE);
    moving(() => this.sandbox.moveFrom(accountId, 'entry', 'cleanUp'));
    const { registrationSeconds } = this.sandbox.world;
    if (registrationSeconds === 0) {
      return this.complete(account);
    }
    return new Deferred(done => {
      this.waiting.set(accountId, done);
      this.sandbox.agenda.add({ at: this.sandbox.now + registrationSeconds * SECOND, kind: 'complete-registration', accountId });
    });
  }

  /** The rest of a registration that took its time. Nobody may be waiting for it any more. */
  public take({ accountId }: Extract<SandboxStep, { kind: 'complete-registration' }>): void {
    const account = this.sandbox.account(accountId);
    const answer = account === undefined ? unexpected().answer : answerOf(() => this.complete(account));
    this.waiting.get(accountId)?.(answer);
    this.waiting.delete(accountId);
  }

  /** What comes after the move. */
  private complete(account: MemberAccount): HttpAnswer {
    const accountId = account.id;
    this.breakOff(account, AT_RECORD);
    if (account.name.length > NAME_MAX || !isAddress(account.email)) {
      this.refuse(account, 'record-refused');
    }
    const record = putRecord(this.sandbox, account, 'CleanUp');
    this.breakOff(account, ['identity-center'], () => this.sandbox.move(account, 'entry'));
    this.breakOff(account, ['event']);

    this.sandbox.ledger.registered(accountId, this.sandbox.now);
    this.sandbox.to.emit('registered', account.name, accountId);
    this.cleaner.request(accountId, 'ACCOUNT_REGISTRATION');
    disturb(this.sandbox, account, 'registered');
    return success(201, recordView(this.sandbox, record));
  }

  private breakOff(account: MemberAccount, at: readonly RegistrationFailure[], first: () => void = () => undefined): void {
    const fault = this.sandbox.struckBy('registration-fails', account, ({ reason }) => at.includes(reason));
    if (!fault) {
      return;
    }
    first();
    this.refuse(account, fault.reason);
  }

  private refuse(account: MemberAccount, reason: RegistrationFailure): never {
    this.sandbox.to.emit('registration-failed', account.name, reason);
    throw ANSWERS[reason]();
  }
}

/** The function's answer, whether it is a success or not. */
function answerOf(work: () => HttpAnswer): HttpAnswer {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) {
      return error.answer;
    }
    throw error;
  }
}

function isAddress(email: string): boolean {
  const at = email.lastIndexOf('@');
  return LOCAL_PART.test(email.slice(0, at)) && !email.slice(0, at).endsWith('\'') && DOMAIN.test(email.slice(at + 1));
}
