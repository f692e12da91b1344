/** Faults of what counts a pool, lets it grow, and tells of it. */

import { faultsIn } from './planted-fault';
import type { PlantedFault } from './planted-fault';

const COUNT = ['test/core/capacity/count-pool.test.ts'];
const COUNTER = ['test/core/capacity/pool-counter.test.ts'];
const DECIDE = ['test/core/growth/decide-growth.test.ts'];
const LEDGER = ['test/core/growth/ledger.test.ts'];
const RUN = ['test/core/growth/grow.test.ts'];
const TABLE = ['test/aws/dynamodb/growth-ledger.test.ts'];
const STACK = ['test/aws/cloudformation/growing-stack.test.ts'];
const IDS = ['test/core/events/ids.test.ts'];
const NOTIFY = ['test/core/events/notify.test.ts'];

/** Faults of what counts a pool: growth decides by it. */
export const OF_COUNTS: readonly PlantedFault[] = [
  ...faultsIn('core/capacity/count-pool.ts', COUNT, [
    { name: 'accounts that were closed can be leased', right: '.filter(({ status }) => status === \'ACTIVE\')', wrong: '' },
    { name: 'who cools down is cleaned as well', right: 'cleanUp: cleanUp.length - (coolingDown ?? 0),', wrong: 'cleanUp: cleanUp.length,' },
    { name: 'accounts that failed before are not tried again', right: '(status === \'CREATE_FAILED\' && since >= stack.startedAt)', wrong: 'status === \'CREATE_FAILED\'' },
    { name: 'accounts that the pool has no more are on their way', right: 'new Set(pool.legs.slice(0, declared))', wrong: 'new Set(pool.legs)' },
    { name: 'another pool is taken for this one', right: 'Number(value) <= maxSize ?', wrong: 'Number(value) > 0 ?' },
    { name: 'a quota that is not known leaves no room', right: 'room?.quota === undefined ? undefined :', wrong: 'room?.quota === undefined ? 0 :' },
    { name: 'failed accounts are on their way', right: 'return declared - ended.size;', wrong: 'return declared - legs.filter(({ status }) => status === \'CREATE_COMPLETE\').length;' },
    { name: 'accounts that nobody works on are on their way', right: 'status === \'CREATE_IN_PROGRESS\' || status === \'UPDATE_IN_PROGRESS\'', wrong: 'status.endsWith(\'_IN_PROGRESS\')' },
  ]),
  ...faultsIn('core/capacity/counts.ts', COUNT, [
    { name: 'nobody comes back where cooldowns are not known', right: 'return coolingDown ?? cleanUp;', wrong: 'return coolingDown ?? 0;' },
  ]),
  ...faultsIn('core/capacity/metrics-of.ts', COUNT, [
    { name: 'a metric is 0 where nothing could be read', right: 'sandbox?.available,', wrong: 'sandbox?.available ?? 0,' },
    { name: 'what is on its way is 0 where nobody knows', right: 'IN_FLIGHT]: inFlight,', wrong: 'IN_FLIGHT]: inFlight ?? 0,' },
    { name: 'quarantined accounts are published as available', right: 'sandbox?.available,', wrong: 'sandbox && sandbox.available + sandbox.quarantine,' },
  ]),
  ...faultsIn('core/capacity/pool-counter.ts', COUNTER, [
    { name: 'what can not be seen ends the count', right: 'unseen.push({ what, why: `${error.operation}: ${error.text}` });\n      return undefined;', wrong: 'throw error;' },
    { name: 'units that could not be listed are empty', right: 'this.accountsIn(configuration.units!)),', wrong: 'this.accountsIn(configuration.units!).catch(() => Object.fromEntries(COUNTED_UNITS.map(unit => [unit, []])))),' },
    { name: 'a stack that has just failed has nothing at work', right: 'isQuiet: isQuiet && now - since >= SETTLING_MS', wrong: 'isQuiet' },
    { name: 'quiet outlives the next operation', right: 'this.settled.state === stateOf(stack)', wrong: 'isSettled(stack)' },
    { name: 'version 1.3 has no cooldown either', right: 'return access && seen(', wrong: 'return access === undefined ? [] : seen(' },
  ]),
  ...faultsIn('aws/service-quotas/organization-counts.ts', ['test/aws/service-quotas/organization-counts.test.ts'], [
    { name: 'a unit ends after its first page', right: 'nextToken = page.NextToken;', wrong: 'nextToken = undefined;' },
    { name: 'room is believed for ever', right: '>= ROOM_MS', wrong: '>= Infinity' },
  ]),
  ...faultsIn('aws/cloudformation/pool-stacks.ts', ['test/aws/cloudformation/pool-stacks.test.ts'], [
    { name: 'a denied call is taken for no stack', right: 'exception.name === \'ValidationError\' && ', wrong: '' },
    { name: 'legs end after the first page', right: 'nextToken = page.NextToken;', wrong: 'nextToken = undefined;' },
  ]),
  ...faultsIn('aws/innovation-sandbox/account-list.ts', ['test/aws/innovation-sandbox/cooldowns.test.ts'], [
    { name: 'a list that goes on is taken for all', right: 'if (nextPageIdentifier !== null && nextPageIdentifier !== undefined) {', wrong: 'if (nextPageIdentifier === 0) {' },
    { name: 'an answer without a list is nobody', right: 'if (!Array.isArray(result)) {\n    throw', wrong: 'if (!Array.isArray(result)) {\n    return [];\n    throw' },
  ]),
  ...faultsIn('lambda/capacity/moves.ts', ['test/lambda/capacity/moves.test.ts'], [
    { name: 'every move in the organization is a count', right: 'ids === undefined || ids.some(', wrong: 'ids === undefined || ids.length > 0 || ids.some(' },
  ]),
];

/** Faults of decisions about growth, of its ledger, and of what it asks CloudFormation for. */
export const OF_GROWTH: readonly PlantedFault[] = [
  ...faultsIn('core/growth/decide-growth.ts', DECIDE, [
    { name: 'a count that was not made is believed', right: 'counts?.sandbox === undefined || counts.inFlight === undefined', wrong: 'counts?.sandbox === undefined' },
    { name: 'accounts on their way do not count', right: 'effective: available + resting + inFlight,', wrong: 'effective: available + resting,' },
    { name: 'quarantined accounts can be leased', right: 'levelOf(counts.sandbox, counts.inFlight)', wrong: 'levelOf(counts.sandbox, counts.inFlight + counts.sandbox.quarantine)' },
    { name: 'counts of hours ago are believed', right: 'minutesAfter(counts.at, COUNTS_MINUTES) < now', wrong: 'minutesAfter(counts.at, 60 * COUNTS_MINUTES) < now' },
    { name: 'counts that may not know the last operation are believed', right: 'minutesAfter(stack.changedAt, COUNTS_LAG_MINUTES) > counts.at', wrong: 'stack.changedAt > counts.at' },
    { name: 'the cooldown begins with the outcome', right: 'growth && minutesAfter(growth.at, ', wrong: 'growth && minutesAfter(outcomeOf(ledger, growth)?.at ?? growth.at, ' },
    { name: 'the cooldown is not waited for', right: 'if (rested !== undefined && rested > now) {', wrong: 'if (rested === undefined && growth !== undefined) {' },
    { name: 'who asks by hand waits for no cooldown', right: 'if (rested !== undefined && rested > now) {', wrong: 'if (wanted === undefined && rested !== undefined && rested > now) {' },
    { name: 'a step goes above max', right: 'Math.min(size + step, max, ', wrong: 'Math.min(size + step, ' },
    { name: 'the quota is filled twice: with what is on its way', right: 'quotaLeft - inFlight - failedAccounts.length', wrong: 'quotaLeft - failedAccounts.length' },
    { name: 'a quota that nobody could read has room', right: 'if (quotaLeft === undefined) {', wrong: 'if (quotaLeft === null) {' },
    { name: 'a halt is passed over', right: '?? halted(policy, ledger)\n', wrong: '\n' },
    { name: 'accounts that had failed before halt a pool', right: '!growth.failedBefore.includes(account) && ', wrong: '' },
    { name: 'a growth is gone on with over somebody\'s deployment', right: 'stack.operationAt <= growth.at && size === growth.from', wrong: 'size === growth.from' },
    { name: 'a yes counts, whatever the pool has become', right: 'state?.kind === \'granted\' && question!.to > size', wrong: 'state?.kind === \'granted\'' },
  ]),
  ...faultsIn('core/growth/approval.ts', ['test/core/growth/approval.test.ts'], [
    { name: 'a doubled answer is written twice', right: 'if (first !== undefined) {', wrong: 'if (first !== undefined && first.isYes !== isYes) {' },
    { name: 'a late answer is written', right: 'stateOf(ledger, question, now).kind === \'late\' || ', wrong: '' },
    { name: 'a no is forgotten at the next tick', right: 'case \'refused\':\n      return', wrong: 'case \'refused\':\n      return { kind: \'ask\', to };\n      return', caughtBy: DECIDE },
    { name: 'nobody is asked at the threshold\'s other side', right: '|| to <= approvalAbove', wrong: '|| size <= approvalAbove', caughtBy: DECIDE },
  ]),
  ...faultsIn('core/growth/ledger.ts', LEDGER, [
    { name: 'the day is that of the calendar', right: 'entry.kind === \'growth\' && minutesAfter(entry.at, COUNTED_MINUTES) > now', wrong: 'entry.kind === \'growth\' && entry.at.getUTCDate() === now.getUTCDate()', caughtBy: DECIDE },
    { name: 'a yes is acted on twice', right: 'entry.kind === \'growth\' && entry.answer === answer.number', wrong: 'entry.kind === \'growth\' && entry.answer === undefined' },
    { name: 'a late yes is acted on', right: 'if (minutesAfter(question.at, DAY_MINUTES) <= now) {', wrong: 'if (answer === undefined && minutesAfter(question.at, DAY_MINUTES) <= now) {' },
    { name: 'two growths to one size are one update', right: 'hashOf(\'growth\', pool, String(to), String(number))', wrong: 'hashOf(\'growth\', pool, String(to))' },
    { name: 'a question of another pool can be answered', right: 'hashOf(\'growth-question\', pool, ', wrong: 'hashOf(\'growth-question\', ' },
    { name: 'a growth that was lost counts as failed', right: 'if (entry.kind === \'outcome\' && entry.isLost !== true) {', wrong: 'if (entry.kind === \'outcome\') {', caughtBy: DECIDE },
    { name: 'a clearing does not last', right: '(lastOf(ledger, \'clear\')?.number ?? 0) < halt.number', wrong: 'halt.number > 0' },
    { name: 'what people were not told is lost with the run', right: '&& !told.has(entry.number) && minutesAfter', wrong: '&& told.has(entry.number) && minutesAfter' },
  ]),
  ...faultsIn('core/growth/grow.ts', RUN, [
    { name: 'of two runs at once both ask for an update', right: 'growth === undefined ? this.overtaken() : this.update({ ...decision.draft, number: growth.number, at: growth.at })', wrong: 'this.update({ ...decision.draft, number: growth?.number ?? 0, at: growth?.at ?? new Date(0) })' },
    { name: 'the stack is looked at before it is counted', right: 'this.counts ??= await this.ports.counts.count();\n      const stack = await this.ports.stack.read();', wrong: 'const stack = await this.ports.stack.read();\n      this.counts ??= await this.ports.counts.count();' },
    { name: 'people are told of a refusal at each tick', right: '!isWanted && isNews(this.ledger, decision.refusal.code, this.ports.now())', wrong: '!isWanted' },
    { name: 'an event is sent again at each run', right: 'this.ledger = [...this.ledger, told];\n', wrong: 'this.ledger = [...this.ledger];\n' },
    { name: 'an update that was refused has no outcome', right: 'await this.write({ kind: \'outcome\', growth: growth.number, failed: [error.text] });', wrong: '' },
    { name: 'an entry counts as written that another run has written', right: 'if (!await this.ports.ledger.append(entry)) {\n      return undefined;', wrong: 'if (!await this.ports.ledger.append(entry)) {' },
  ]),
  ...faultsIn('aws/dynamodb/growth-ledger.ts', TABLE, [
    { name: 'an entry is written over another one', right: 'ConditionExpression: \'attribute_not_exists(#number)\',\n        ExpressionAttributeNames: { \'#number\': LEDGER_SORT_KEY },', wrong: '' },
    { name: 'an entry of another run is taken for ours', right: 'return item !== undefined && textOf(item[BY]) === by;', wrong: 'return item !== undefined;' },
    { name: 'an entry of ours is taken for another\'s', right: 'return item !== undefined && textOf(item[BY]) === by;', wrong: 'return false;' },
    { name: 'a ledger is read as it was a moment ago', right: 'ConsistentRead: true,\n        ScanIndexForward', wrong: 'ScanIndexForward' },
    { name: 'a ledger ends after its first page', right: 'start = page.LastEvaluatedKey;', wrong: 'start = undefined;' },
    { name: 'entries come in the order in which DynamoDB gives them', right: 'return entries.reverse();', wrong: 'return entries;' },
    { name: 'pools share a ledger', right: 'ExpressionAttributeValues: { \':pool\': { S: this.context.pool } },', wrong: 'ExpressionAttributeValues: { \':pool\': { S: this.context.table } },' },
  ]),
  ...faultsIn('aws/cloudformation/growing-stack.ts', STACK, [
    { name: 'a stack is updated in the role of the function', right: 'RoleARN: this.roleArn,', wrong: '' },
    { name: 'other parameters go back to their defaults', right: 'Parameters: (stack.Parameters ?? []).map(', wrong: 'Parameters: (stack.Parameters ?? []).filter(({ ParameterKey }) => ParameterKey === parameter).map(' },
    { name: 'one account that fails takes the others with it', right: 'DisableRollback: true,', wrong: '' },
    { name: 'a doubled call is another update', right: 'ClientRequestToken: token,', wrong: '' },
    { name: 'an update with a known token is another\'s', right: 'if (isNamed(exception, \'TokenAlreadyExistsException\')) {\n          return \'begun\';', wrong: 'if (isNamed(exception, \'TokenAlreadyExistsException\')) {\n          return \'busy\';' },
    { name: 'a stack that is stuck is waited for', right: 'const IN_PROGRESS = /is in \\w+_IN_PROGRESS state/;', wrong: 'const IN_PROGRESS = /is in \\w+ state/;' },
    { name: 'the template is asked for anew', right: 'UsePreviousTemplate: true,', wrong: '' },
    { name: 'what failed beside accounts is passed over', right: 'failed.filter(resource => !isAccount(resource))', wrong: 'failed.filter(() => false)' },
  ]),
  ...faultsIn('lambda/grow/environment.ts', ['test/lambda/grow/request.test.ts'], [
    { name: 'a ceiling that is not understood is none', right: 'if (typeof value !== \'number\' || !Number.isSafeInteger(value) || value < 0) {', wrong: 'if (value === \'\') {' },
    { name: 'a day may have as many accounts as the pool', right: 'maxPerDay: whole(\'maxPerDay\'),', wrong: 'maxPerDay: whole(\'max\'),' },
  ]),
  ...faultsIn('lambda/grow/request.ts', ['test/lambda/grow/request.test.ts'], [
    { name: 'an alarm of another pool lets this one grow', right: 'if (value !== undefined && value !== expected) {', wrong: 'if (value === \'\') {' },
    { name: 'an address of whoever asks goes into the ledger', right: 'const by = maskText(asker);', wrong: 'const by = asker;' },
  ]),
];

/** Faults of what others are told. */
export const OF_EVENTS: readonly PlantedFault[] = [
  ...faultsIn('core/events/event.ts', ['test/core/events/catalogue.test.ts'], [
    { name: 'an address is told', right: 'return maskText(value);', wrong: 'return value;' },
    { name: 'two pools share an event', right: 'hashOf(detailType, stackName, pool ?? \'\', ...evidence)', wrong: 'hashOf(detailType, ...evidence)', caughtBy: IDS },
  ]),
  ...faultsIn('core/events/account-events.ts', IDS, [
    { name: 'an account that is told again is another event', right: '[moment.accountId, order], { sandbox, sandboxStatus, warning }', wrong: '[moment.accountId, moment.at.toISOString()], { sandbox, sandboxStatus, warning }' },
    { name: 'a failure of the next deployment is the same event', right: '[owner, accountName, code, order]', wrong: '[owner, accountName, code]' },
  ]),
  ...faultsIn('core/pool-account/told.ts', ['test/core/pool-account/told.test.ts'], [
    { name: 'the id of somebody else\'s account is told', right: ' && ownerOf(successRecord.tags) === desired.owner', wrong: '' },
    { name: 'an update tells again of accounts that are there', right: 'if (!attempt.mayRequest && !isCleaned) {', wrong: 'if (attempt.orderedAt === \'\') {' },
    { name: 'an account that was made for somebody else is told as made', right: ' || (desired.adoptExisting && isLeftover(successRecord, attempt))', wrong: '' },
  ]),
  ...faultsIn('core/events/growth-events.ts', IDS, [
    { name: 'a refusal is another event at each tick', right: '[code, at.toISOString().slice(0, 10)]', wrong: '[code, at.toISOString()]' },
    { name: 'a yes and a no are one event', right: 'evidence: [approvalId, answer]', wrong: 'evidence: [approvalId]' },
    { name: 'a halt is told once for good', right: 'evidence: [String(entry)], members: { code', wrong: 'evidence: [], members: { code' },
  ]),
  ...faultsIn('core/events/tell.ts', ['test/core/events/tell.test.ts'], [
    { name: 'a bus that does not answer ends whoever tells', right: 'return events.map(event => ({ event, text: error instanceof Error ? error.message : String(error) }));', wrong: 'throw error;' },
    { name: 'events after the tenth are lost', right: 'start < events.length; start += EVENTS_AT_ONCE', wrong: 'start < 1; start += EVENTS_AT_ONCE' },
  ]),
  ...faultsIn('core/events/notify.ts', NOTIFY, [
    { name: 'people are told twice', right: 'remember(told, id);\n}', wrong: '}' },
    { name: 'one topic that fails has the others told again', right: 'if (isToldToNobody && ', wrong: 'if (' },
    { name: 'what nobody was told counts as told', right: 'throw failures[0].error;', wrong: '' },
    { name: 'one topic that fails ends it for the others', right: 'failures.push({ topic, error });', wrong: 'failures.push({ topic, error });\n      break;' },
    { name: 'an event of anybody is told', right: 'source === EVENT_SOURCE && ', wrong: '' },
  ]),
  ...faultsIn('core/events/messages.ts', ['test/core/events/messages.test.ts'], [
    { name: 'an address that somebody sent is told to people', right: 'maskText(text).slice(0, TEXT_MAX)', wrong: 'text.slice(0, TEXT_MAX)' },
    { name: 'a text of AWS is a link in a chat', right: '[what, ...more].map(escaped)', wrong: '[what, ...more]' },
    { name: 'any message has the buttons of a question', right: 'enableCustomActions: isQuestion,', wrong: 'enableCustomActions: true,' },
    { name: 'who may not deploy again is told to', right: 'detail.safeToDeployAgain === false ?', wrong: 'detail.safeToDeployAgain === true ?' },
  ]),
  ...faultsIn('aws/event-bridge/event-bus.ts', ['test/aws/event-bridge/event-bus.test.ts'], [
    { name: 'what the bus refused counts as sent', right: 'ErrorCode === undefined ? [] :', wrong: 'ErrorCode !== \'\' ? [] :' },
    { name: 'all events are sent again for one', right: 'await this.putOnce(passing)', wrong: 'await this.putOnce(events)' },
  ]),
  ...faultsIn('aws/sns/topics.ts', ['test/lambda/notify/notify.test.ts'], [
    { name: 'a topic is asked for in another region', right: 'const region = topicArn.split(\':\')[3];', wrong: 'const region = \'eu-west-1\';' },
    { name: 'a topic that is throttled has refused', right: ' || PASSING.test(words)', wrong: '' },
  ]),
];
