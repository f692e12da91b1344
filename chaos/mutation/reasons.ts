/** Why no test fails with these changes of the code. Each is a change that nobody could see, or one that is found elsewhere than in the tests of the core. */

/** Changes, by file: the line as it is, and as it would be. */
interface Reason {
  readonly why: string;
  readonly changes: Readonly<Record<string, readonly (readonly [right: string, wrong: string])[]>>;
}

export const REASONS: readonly Reason[] = [
  {
    why: 'who is told to take over is not asked whose the account is, and goes by what was observed of it',
    changes: {
      'core/vending/control-tower/decide-account.ts': [
        ['const subject: Present = { accountId: account.id, isOurs: () => true };', 'const subject: Present = { accountId: account.id, isOurs: () => false };'],
        ['const subject: Present = { accountId: account.id, isOurs: () => true };', 'const subject: Present = { accountId: account.id, isOurs: () => undefined };'],
      ],
    },
  },
  {
    why: 'what follows does the same',
    changes: {
      'core/vending/control-tower/decide-account.ts': [
        ["case 'PLAN_IN_PROGRESS':", 'case "":'],
      ],
      'core/vending/control-tower/second-chance.ts': [
        ['default: return undefined;', 'default:'],
      ],
      'core/registration/innovation-sandbox/decide-registration.ts': [
        ["case 'member':", 'case "":'],
        ["return billing.kind === 'failed' && billing.passing ? wait('billing', { text: billing.text, failure }) : { kind: 'fail', failure };", "return true && billing.passing ? wait('billing', { text: billing.text, failure }) : { kind: 'fail', failure };"],
        ['default: return undefined;', 'default:'],
      ],
      'core/capacity/pool-counter.ts': [
        ['return { stack };', 'return {};'],
      ],
      'core/capacity/count-pool.ts': [
        ["const value = parameters[sizeParameter] ?? '';", 'const value = parameters[sizeParameter] ?? "Stryker was here!";'],
      ],
      'core/growth/decide-growth.ts': [
        ["case 'settled':", 'case "":'],
      ],
      'core/growth/reply.ts': [
        ['} catch { return undefined; }', '} catch {}'],
      ],
    },
  },
  {
    why: 'no other entry of a ledger has such a member; the check is for the compiler',
    changes: {
      'core/growth/approval.ts': [
        [
          "const first = ledger.find((entry): entry is AnswerEntry => entry.kind === 'answer' && entry.question === question.number);",
          'const first = ledger.find((entry): entry is AnswerEntry => true && entry.question === question.number);',
        ],
      ],
      'core/growth/decide-growth.ts': [
        [
          "const failed = ledger.flatMap(entry => entry.kind === 'outcome' && growths.includes(entry.growth) ? entry.failed : []);",
          'const failed = ledger.flatMap(entry => true && growths.includes(entry.growth) ? entry.failed : []);',
        ],
      ],
      'core/growth/ledger.ts': [
        [
          "return ledger.find((entry): entry is OutcomeEntry => entry.kind === 'outcome' && entry.growth === growth.number);",
          'return ledger.find((entry): entry is OutcomeEntry => true && entry.growth === growth.number);',
        ],
        [
          "const answer = ledger.find((entry): entry is AnswerEntry => entry.kind === 'answer' && entry.question === question.number);",
          'const answer = ledger.find((entry): entry is AnswerEntry => true && entry.question === question.number);',
        ],
        [
          "if (answer !== undefined && ledger.some(entry => entry.kind === 'growth' && entry.answer === answer.number)) {",
          'if (answer !== undefined && ledger.some(entry => true && entry.answer === answer.number)) {',
        ],
        [
          "return !ledger.some(entry => entry.kind === 'refusal' && entry.code === code && minutesAfter(entry.at, DAY_MINUTES) > now);",
          'return !ledger.some(entry => true && entry.code === code && minutesAfter(entry.at, DAY_MINUTES) > now);',
        ],
      ],
    },
  },
  {
    why: 'no entry has that number, and no account that id',
    changes: {
      'core/growth/ledger.ts': [
        ["const told = new Set(ledger.flatMap(entry => entry.kind === 'told' ? [entry.of] : []));", 'const told = new Set(ledger.flatMap(entry => true ? [entry.of] : []));'],
        [
          "const told = new Set(ledger.flatMap(entry => entry.kind === 'told' ? [entry.of] : []));",
          'const told = new Set(ledger.flatMap(entry => entry.kind === \'told\' ? [entry.of] : ["Stryker was here"]));',
        ],
      ],
      'core/capacity/pool-counter.ts': [
        ['return [];', 'return ["Stryker was here"];'],
      ],
    },
  },
  {
    why: 'two entries never have the same number, and there is one of each that is looked for',
    changes: {
      'core/growth/ledger.ts': [
        [
          "return halt !== undefined && (lastOf(ledger, 'clear')?.number ?? 0) < halt.number ? halt : undefined;",
          "return halt !== undefined && (lastOf(ledger, 'clear')?.number ?? 0) <= halt.number ? halt : undefined;",
        ],
      ],
      'core/growth/telling.ts': [
        [
          "const question = ledger.find((other): other is QuestionEntry => other.kind === 'question' && other.number === entry.question)!;",
          'const question = ledger.find((other): other is QuestionEntry => true && other.number === entry.question)!;',
        ],
      ],
    },
  },
  {
    why: 'a decision asks for two notes at most, one behind the other; the limit is for rules that go in a circle, which none do',
    changes: {
      'core/growth/grow.ts': [
        ['for (let notes = 0; notes <= NOTES_MAX; notes++) {', 'for (let notes = 0; notes < NOTES_MAX; notes++) {'],
        ['for (let notes = 0; notes <= NOTES_MAX; notes++) {', 'for (let notes = 0; notes <= NOTES_MAX; notes--) {'],
        ['throw new Error(`growth of ${poolKey(this.policy)} has noted ${NOTES_MAX} things and wants to note more: its rules go in a circle`);', 'throw new Error(``);'],
      ],
    },
  },
  {
    why: 'it is read before anything is decided by it',
    changes: {
      'core/growth/grow.ts': [
        ['private ledger: readonly LedgerEntry[] = [];', 'private ledger: readonly LedgerEntry[] = ["Stryker was here"];'],
      ],
    },
  },
  {
    why: 'a text in the place of a tag names no owner, as no tag does',
    changes: {
      'core/vending/control-tower/decide-account.ts': [
        ['const owner = ownerOf(record?.tags ?? []) ?? observed.owner ?? undefined;', 'const owner = ownerOf(record?.tags ?? ["Stryker was here"]) ?? observed.owner ?? undefined;'],
      ],
      'core/vending/control-tower/decide-broken.ts': [
        ['const successOwner = ownerOf(observed.successRecord?.tags ?? []);', 'const successOwner = ownerOf(observed.successRecord?.tags ?? ["Stryker was here"]);'],
      ],
    },
  },
  {
    why: 'the compiler wants the case, or asks for a value, where none can be missing: what comes before has seen to it',
    changes: {
      'core/events/messages.ts': [
        ['default: return assertNever(event);', 'default:'],
      ],
      'core/growth/grow.ts': [
        ['default: return assertNever(request);', 'default:'],
      ],
      'core/growth/telling.ts': [
        ['default: return assertNever(entry);', 'default:'],
      ],
      'core/vending/control-tower/stage.ts': [
        ['default: return assertNever(decision);', 'default:'],
        ['default: return assertNever(reason);', 'default:'],
      ],
      'core/vending/control-tower/decide-broken.ts': [
        ["const other = [...observed.namesakes, ...observed.created ?? []].find(account => account !== null && account.status !== 'SUSPENDED'", "const other = [...observed.namesakes, ...observed.created ?? []].find(account => true && account.status !== 'SUSPENDED'"],
      ],
      'core/registration/innovation-sandbox/decide-registration.ts': [
        ["const sandbox = sandboxOf(desired.sandbox ?? '', situation.settings.sandboxes);", 'const sandbox = sandboxOf(desired.sandbox ?? "Stryker was here!", situation.settings.sandboxes);'],
        ["case 'foreign':", 'case "":'],
        ["const sandbox = sandboxOf(desired.sandbox ?? '', sandboxes);", 'const sandbox = sandboxOf(desired.sandbox ?? "Stryker was here!", sandboxes);'],
        ["return cleaning ? wait('cleaning', { text: record.cleaning?.phase }) : undefined;", "return cleaning ? wait('cleaning', { text: record.cleaning.phase }) : undefined;"],
        ["return place === record?.status.toLowerCase() ? finish(row, record) : wait('settling', { failure: failureIn(row, 'AR-SANDBOX-LEASED') });", "return place === record.status.toLowerCase() ? finish(row, record) : wait('settling', { failure: failureIn(row, 'AR-SANDBOX-LEASED') });"],
      ],
      'core/registration/innovation-sandbox/stage.ts': [
        ['default: return assertNever(decision);', 'default:'],
      ],
    },
  },
  {
    why: "a time that isn't told is no number, and compares to nothing; the check is for the compiler",
    changes: {
      'core/vending/control-tower/evidence.ts': [
        ['if (account.invited === true || account.joinedAt === undefined || createdAt === undefined) {', 'if (account.invited === true || false || createdAt === undefined) {'],
        ['if (account.invited === true || account.joinedAt === undefined || createdAt === undefined) {', 'if (account.invited === true || account.joinedAt === undefined || false) {'],
      ],
      'core/growth/decide-growth.ts': [
        ['if (rested !== undefined && rested > now) {', 'if (true && rested > now) {'],
      ],
      'core/vending/control-tower/second-chance.ts': [
        ['return since !== undefined && Date.parse(record.updatedAt) < minutesAfter(new Date(since), YOUNG_MINUTES).getTime();', 'return true && Date.parse(record.updatedAt) < minutesAfter(new Date(since), YOUNG_MINUTES).getTime();'],
      ],
      'core/registration/innovation-sandbox/decide-registration.ts': [
        ['const isLong = since !== undefined && situation.now.getTime() - Date.parse(since) >= REGISTRATION_SECONDS * 1000;', 'const isLong = true && situation.now.getTime() - Date.parse(since) >= REGISTRATION_SECONDS * 1000;'],
        ["const restless = Date.parse(record.lastEditedAt ?? '') >= Date.parse(situation.attempt.orderedAt);", 'const restless = Date.parse(record.lastEditedAt ?? "Stryker was here!") >= Date.parse(situation.attempt.orderedAt);'],
      ],
      'core/registration/innovation-sandbox/cleaning.ts': [
        ['if (startedAt !== undefined && now.getTime() - startedAt >= CLEANING_HOURS_MAX * 60 * MINUTE) {', 'if (true && now.getTime() - startedAt >= CLEANING_HOURS_MAX * 60 * MINUTE) {'],
        ['return startedAt !== undefined && startedAt >= (timeOf(record.lastEditedAt) ?? 0) - IDLE_MINUTES * MINUTE;', 'return true && startedAt >= (timeOf(record.lastEditedAt) ?? 0) - IDLE_MINUTES * MINUTE;'],
        ['return began !== undefined && ended !== undefined && ended - began < TURNED_AWAY_SECONDS * 1000;', 'return true && ended - began < TURNED_AWAY_SECONDS * 1000;'],
        ['return began !== undefined && ended !== undefined && ended - began < TURNED_AWAY_SECONDS * 1000;', 'return (began !== undefined || ended !== undefined) && ended - began < TURNED_AWAY_SECONDS * 1000;'],
        ['return began !== undefined && ended !== undefined && ended - began < TURNED_AWAY_SECONDS * 1000;', 'return true && ended !== undefined && ended - began < TURNED_AWAY_SECONDS * 1000;'],
        ['return began !== undefined && ended !== undefined && ended - began < TURNED_AWAY_SECONDS * 1000;', 'return began !== undefined && true && ended - began < TURNED_AWAY_SECONDS * 1000;'],
        ['return editedAt !== undefined && now.getTime() - editedAt < minutes * MINUTE;', 'return true && now.getTime() - editedAt < minutes * MINUTE;'],
        ['const time = text === undefined ? NaN : Date.parse(text);', 'const time = false ? NaN : Date.parse(text);'],
      ],
    },
  },
  {
    why: 'it is told from a look, and from nothing else',
    changes: {
      'core/vending/control-tower/second-chance.ts': [
        ["return isFirst && isOfGrace(record, situation.attempt) ? { kind: 'chance', reason: 'spreading', code: verdict.code } : undefined;", 'return isFirst && isOfGrace(record, situation.attempt) ? { kind: "", reason: \'spreading\', code: verdict.code } : undefined;'],
        ["const chance: SecondChance = { kind: 'chance', reason: 'transient', code };", 'const chance: SecondChance = { kind: "", reason: \'transient\', code };'],
      ],
    },
  },
  {
    why: 'a back-off is no whole number of milliseconds, so that no clock shows its very end',
    changes: {
      'core/vending/control-tower/timing.ts': [
        ['return now.getTime() >= Date.parse(record.updatedAt) + backoffSeconds(record, attempt) * 1000;', 'return now.getTime() > Date.parse(record.updatedAt) + backoffSeconds(record, attempt) * 1000;'],
      ],
    },
  },
  {
    why: 'behind a closed fence the answer is not looked at',
    changes: {
      'core/registration/innovation-sandbox/act.ts': [
        ["let answer: SandboxAnswer = { status: 0, text: 'no answer' };", 'let answer: SandboxAnswer = {};'],
        ["let answer: SandboxAnswer = { status: 0, text: 'no answer' };", 'let answer: SandboxAnswer = { status: 0, text: "" };'],
      ],
    },
  },
  {
    why: 'without a quota no account is counted',
    changes: {
      'core/checks/account-quota.ts': [
        ['const decision = decideQuota({ declared, quota, present: quota === undefined ? [] : await ports.accountEmails(until) });', 'const decision = decideQuota({ declared, quota, present: quota === undefined ? ["Stryker was here"] : await ports.accountEmails(until) });'],
      ],
    },
  },
  {
    why: 'a step that is no action has none to hand on',
    changes: {
      'core/reconcile/reconcile.ts': [
        [
          "return { decision: stage.meaningOf(error, moment, step.kind === 'act' ? step.action : undefined), observed };",
          'return { decision: stage.meaningOf(error, moment, true ? step.action : undefined), observed };',
        ],
      ],
    },
  },
];

/** Why the change may stay unseen; undefined if nobody has said. */
export function reasonFor({ file, right, wrong }: { readonly file: string; readonly right: string; readonly wrong: string }): string | undefined {
  return REASONS.find(({ changes }) => changes[file]?.some(([one, other]) => one === right && other === wrong))?.why;
}
