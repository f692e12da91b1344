/**
 * What fits into a stack: if its pools have more resources than CloudFormation takes, they go on in a second stack.
 *
 * All pools of a stack get one answer, because an answer to each of them, as if it were alone, would add up to something else.
 */

import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { NumberedAccount, RegisteredPool } from '../shared/account-registry';
import { AccountRegistry } from '../shared/account-registry';

/** The most resources that CloudFormation takes in one template. */
const MAX_RESOURCES = 500;

/** A pool and the resources that its accounts consist of. */
interface Share extends RegisteredPool {
  readonly resources: number;
}

/** Has the room in the stack of a pool checked when the app is synthesized. */
export function checkCapacity(pool: IConstruct, numbered: readonly NumberedAccount[], isElastic: boolean): void {
  const stack = Stack.of(pool);
  const pools = AccountRegistry.of(pool).addPool(stack, { pool, numbered, isElastic });
  pool.node.addValidation({ validate: () => capacityProblems(stack, pools).filter(({ of }) => of === pool).map(({ text }) => text) });
}

/** Told to the first pool that doesn't fit: pools before it stay, those behind it move. */
function capacityProblems(stack: Stack, pools: readonly RegisteredPool[]): { of: IConstruct; text: string }[] {
  const resources = stack.node.findAll().filter(node => CfnResource.isCfnResource(node) && Stack.of(node) === stack).map(({ node }) => node.path);
  if (resources.length <= MAX_RESOURCES) {
    return [];
  }
  const shares = pools.map(share => ({ ...share, resources: resources.filter(path => path.startsWith(`${share.pool.node.path}/`)).length }));
  let left = MAX_RESOURCES - resources.length + shares.reduce((sum, share) => sum + share.resources, 0);
  const first = shares.findIndex(share => (left -= share.resources) < 0);
  const { pool, numbered, resources: own } = shares[first];
  const room = Math.floor((left + own) / (own / numbered.length));
  const problem = `account pool '${pool.node.path}': a stack must have ${MAX_RESOURCES} resources at most, got ${resources.length}, `
    + `${own} of them for ${accounts(numbered.length)} of this pool`;
  const behind = shares.slice(first + 1);
  if (room < 1 && behind.length === 0) {
    return [{ of: pool, text: `${problem}; put the pool into a stack of its own` }];
  }
  const remedy = room < 1
    ? `put this pool and ${listed(behind)} into another stack`
    : `leave ${accounts(room)} here and put the ${numbered.length - room === 1 ? 'other' : 'others'}${behind.length > 0 ? `, and ${listed(behind)},` : ''} into a second stack`;
  const stays = Math.max(room, 0);
  const moves = numbered.length - stays;
  const tooMany = stays > 0 && moves > stays;
  const lines = [
    ...stays > 0 ? [line('stack', shares[first], stays)] : [],
    line('secondStack', shares[first], tooMany ? stays : moves, numbered[stays]),
    ...tooMany ? [`  and so on, ${Math.ceil(numbered.length / stays)} stacks of ${accounts(stays)} at most`] : [],
    ...behind.map(share => line('secondStack', share, share.numbered.length, share.numbered[0])),
  ];
  return [{ of: pool, text: `${problem}; ${remedy}:\n${lines.join('\n')}` }];
}

function accounts(number: number): string {
  return `${number} account${number === 1 ? '' : 's'}`;
}

function listed(shares: readonly Share[]): string {
  return shares.map(({ pool }) => `pool '${pool.node.path}'`).join(' and ');
}

function line(stack: string, { pool: { node: { id } }, isElastic }: RegisteredPool, size: number, first?: NumberedAccount): string {
  return `  new AccountPool(${stack}, '${id}', { ${isElastic ? `elasticSize: { max: ${size}, ... }` : `size: ${size}`}, ${first ? `firstNumber: ${first.number}, ` : ''}... });`;
}
