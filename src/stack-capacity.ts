import { CfnResource, Stack } from 'aws-cdk-lib';
import type { AccountPool } from './account-pool';
import type { NumberedAccount } from './pool-numbers';

/** The most resources that CloudFormation takes in one template. */
const MAX_RESOURCES = 500;

/** What to do if the stack of a pool has more resources than CloudFormation takes: the pool goes on in a second stack. */
export function capacityProblems(pool: AccountPool, numbered: readonly NumberedAccount[]): string[] {
  const stack = Stack.of(pool);
  const resources = stack.node.findAll().filter(node => CfnResource.isCfnResource(node) && Stack.of(node) === stack);
  if (resources.length <= MAX_RESOURCES) return [];
  const own = resources.filter(({ node }) => node.path.startsWith(`${pool.node.path}/`)).length;
  const each = own / numbered.length;
  const room = Math.floor((MAX_RESOURCES - (resources.length - own)) / each);
  const problem = `account pool '${pool.node.path}': a stack must have ${MAX_RESOURCES} resources at most, got ${resources.length}, `
    + `${own} of them for ${numbered.length} accounts of this pool`;
  if (room < 1) return [`${problem}; put the pool into a stack of its own`];
  const { id } = pool.node;
  return [`${problem}; leave ${room} accounts here and put the others into a second stack:\n`
    + `  new AccountPool(stack, '${id}', { size: ${room}, ... });\n`
    + `  new AccountPool(secondStack, '${id}', { size: ${numbered.length - room}, firstNumber: ${numbered[room].number}, ... });`];
}
