/**
 * What people are told of an event, as plain text and in the form that Amazon Q Developer takes for chats.
 *
 * The details come over a bus, so nothing in them is believed to be there, and addresses are masked whoever sent them.
 */

import { maskText, PoolEvent } from '../../src/contract';
import { assertNever } from '../failures/errors';

/** A detail as it came. */
export type ReceivedDetail = Readonly<Record<string, unknown>>;

/** What a person reads. */
export interface Message {
  /** One line of ASCII, 100 characters at most: SNS makes it the subject of a mail. */
  readonly subject: string;
  /** What happened, in one sentence, with its code if there is one. */
  readonly what: string;
  /** What to do about it, if there is something. */
  readonly fix?: string;
  /** What else there is to know, a line each. */
  readonly more: readonly string[];
}

/** What SNS takes as a subject. */
const SUBJECT_MAX = 100;
/** A text of a person or of AWS is cut there: a message is no log. */
const TEXT_MAX = 1500;

/** The event as a message. */
export function messageOf(event: PoolEvent, detail: ReceivedDetail): Message {
  const about = aboutOf(detail);
  const { subject, what, fix, more = [] } = sayOf(event, detail, about);
  return {
    subject: `Account Robot: ${subject}`.replace(/[^\x20-\x7e]/g, '?').slice(0, SUBJECT_MAX),
    what,
    ...fix === undefined ? {} : { fix },
    more: [...more, `Stack ${about.stack}${about.pool === undefined ? '' : `, pool ${about.pool}`}, ${momentOf(detail.at)}.`],
  };
}

/** The message as plain text, for mails and whatever else shows texts. */
export function plainTextOf({ what, fix, more }: Message): string {
  return [what, ...fix === undefined ? [] : [`Fix: ${fix}`], ...more].join('\n\n');
}

interface About {
  readonly account: string;
  readonly stack: string;
  readonly pool?: string;
}

type Said = Omit<Message, 'more'> & { readonly more?: readonly string[] };

function aboutOf({ account, stackName, pool }: ReceivedDetail): About {
  const { name, id } = memberOf(account);
  return {
    account: `'${textOf(name)}'${typeof id === 'string' ? ` (${textOf(id)})` : ''}`,
    stack: textOf(stackName),
    ...pool === undefined ? {} : { pool: textOf(pool) },
  };
}

function sayOf(event: PoolEvent, detail: ReceivedDetail, { account, stack, pool = 'unknown' }: About): Said {
  const name = textOf(memberOf(detail.account).name);
  const [from, to] = [textOf(detail.from), textOf(detail.to)];
  switch (event) {
    case PoolEvent.ACCOUNT_REQUESTED:
      return { subject: `${name} is requested`, what: `Account Factory has been asked for account ${account}.` };
    case PoolEvent.ACCOUNT_VENDED:
      return { subject: `${name} is made`, what: `Account Factory has made account ${account}${minutesOf(detail.minutes)}.` };
    case PoolEvent.ACCOUNT_REGISTERED:
      return { subject: `${name} is being cleaned`, what: `Innovation Sandbox '${textOf(detail.sandbox)}' has taken account ${account}, and cleans it.` };
    case PoolEvent.ACCOUNT_AVAILABLE:
      return {
        subject: `${name} is available`,
        what: detail.sandbox === undefined
          ? `account ${account} is available in Control Tower.`
          : `account ${account} is ${textOf(detail.sandboxStatus)} in Innovation Sandbox '${textOf(detail.sandbox)}'.`,
        ...detail.warning === undefined ? {} : { more: [`Beside that: ${textOf(detail.warning)}`] },
      };
    case PoolEvent.ACCOUNT_FAILED:
      return {
        ...troubleOf(`${name} failed`, detail),
        more: [
          `The account now: ${textOf(detail.where)} ${detail.safeToDeployAgain === false ? 'Do not deploy again before that.' : 'It is safe to deploy again.'}`,
          ...detail.awsText === undefined ? [] : [`AWS says: ${textOf(detail.awsText)}`],
        ],
      };
    case PoolEvent.ACCOUNT_RETIRED:
      return { subject: `${name} is ${textOf(detail.reached)}`, what: `account ${account} is retired: it is ${textOf(detail.reached)}.` };
    case PoolEvent.GROWTH_DECIDED:
      return { subject: `${pool} grows from ${from} to ${to}`, what: `pool ${pool} of stack ${stack} grows from ${from} to ${to} accounts: ${textOf(detail.reason)}` };
    case PoolEvent.GROWTH_REFUSED:
      return troubleOf(`${pool} can't grow`, detail);
    case PoolEvent.GROWTH_HALTED:
      return troubleOf(`growth of ${pool} has halted`, detail);
    case PoolEvent.APPROVAL_ASKED:
      return {
        subject: `may ${pool} grow from ${from} to ${to}?`,
        what: `pool ${pool} of stack ${stack} asks whether it may grow from ${from} to ${to} accounts: ${textOf(detail.reason)}`,
        fix: `answer until ${momentOf(detail.expiresAt)}, by a button in the chat or by 'account-robot grow'; without an answer it stays as it is.`,
        more: [`The question's id is ${textOf(detail.approvalId)}.`],
      };
    case PoolEvent.APPROVAL_ANSWERED:
      return {
        subject: `growth of ${pool} is ${textOf(detail.answer)}`,
        what: `the growth of pool ${pool} of stack ${stack} from ${from} to ${to} accounts is ${textOf(detail.answer)}.`,
      };
    default:
      return assertNever(event);
  }
}

function troubleOf(subject: string, { code, what, fix }: ReceivedDetail): Said {
  return { subject: `${subject} (${textOf(code)})`, what: `${textOf(code)}: ${textOf(what)}`, fix: textOf(fix) };
}

/** The form in which Amazon Q Developer shows a notification in a chat; it drops any other. */
export interface ChatNotification {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly id: string;
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps?: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    /** Whether buttons may be added to it. */
    readonly enableCustomActions: boolean;
    /** Texts, all of them. Buttons take their variables from here. */
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

/** The message for a chat. What belongs to one account, or to the growth of one pool, is in one thread. */
export function chatNotificationOf(event: PoolEvent, detail: ReceivedDetail, { subject, what, fix, more }: Message): ChatNotification {
  const { stack, pool } = aboutOf(detail);
  const thread = [stack, ...pool === undefined ? [] : [pool], ...detail.account === undefined ? [] : [textOf(memberOf(detail.account).name)]].join('/');
  const isQuestion = event === PoolEvent.APPROVAL_ASKED;
  return {
    version: '1.0',
    source: 'custom',
    id: textOf(detail.id),
    content: {
      textType: 'client-markdown',
      title: escaped(subject),
      description: [what, ...more].map(escaped).join('\n\n'),
      ...fix === undefined ? {} : { nextSteps: [escaped(fix)] },
      keywords: [...typeof detail.code === 'string' ? [textOf(detail.code)] : [], ...pool === undefined ? [] : [pool]],
    },
    metadata: {
      threadId: thread,
      summary: subject,
      eventType: event,
      enableCustomActions: isQuestion,
      additionalContext: { stack, ...pool === undefined ? {} : { pool }, ...isQuestion ? { question: textOf(detail.approvalId) } : {} },
    },
  };
}

/** What would be a link or a mention in a chat stays text. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  return text.trim() === '' ? 'unknown' : maskText(text).slice(0, TEXT_MAX);
}

function memberOf(value: unknown): ReceivedDetail {
  return typeof value === 'object' && value !== null ? value as ReceivedDetail : {};
}

function minutesOf(value: unknown): string {
  return typeof value === 'number' ? ` in ${Math.round(value)} minutes` : '';
}

/** 2026-11-28 03:10 UTC */
function momentOf(value: unknown): string {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? 'unknown' : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
