/**
 * What the command asks a pool's growth and its retirement with: the SDK's clients, with the user's own credentials. A bundle of its own, loaded by `grow` and `retire`
 * alone: they are the commands that have something done.
 */

import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { explained } from '../aws/operator/access-problems';
import { calling } from '../aws/shared/errors';
import { RefusalError } from '../core/failures/errors';
import { replyOf } from '../core/growth/reply';
import { retireReplyOf } from '../core/retirement/reply';
import { GROWTH_OF, RETIREMENT_OF } from '../src/contract';
import type { GrowReply, GrowRequest, RetireReply, RetireRequest } from '../src/contract';

/** How the user wants AWS to be called. */
export interface AskerAccess {
  readonly profile?: string;
  readonly region?: string;
}

/** A pool that grows by itself, and the function that decides about it. */
export interface GrowingPool {
  /** Stack and pool: Pool/Accounts */
  readonly pool: string;
  /** The stack that its growth stands in. */
  readonly stackName: string;
  readonly functionName: string;
}

/** Asks. Everything throws an `UnusableInput` whose sentence says what is wrong with credentials, Region or network. */
export interface GrowthAsker {
  /** The pools whose growth stands in these stacks; null for a stack that isn't there. */
  pools(stackName: string): Promise<readonly GrowingPool[] | null>;
  /** Who the credentials are of, as the ledger will name him. */
  caller(): Promise<string>;
  /** Throws a RefusalError if the function ended with an error, or may not be called. */
  ask(functionName: string, request: GrowRequest): Promise<GrowReply>;
}

/** The same of retirement. */
export interface RetirementAsker {
  /** The pools whose retirement stands in these stacks; null for a stack that isn't there. */
  pools(stackName: string): Promise<readonly GrowingPool[] | null>;
  caller(): Promise<string>;
  ask(functionName: string, request: RetireRequest): Promise<RetireReply>;
}

/** What the bundle of this file exports. */
export interface AskerBundle {
  readonly growthAsker: typeof growthAsker;
  readonly retirementAsker: typeof retirementAsker;
}

const NOT_THERE = /does not exist/i;
const ASKER_LENGTH = 128;

/** Makes one: nothing is called before it is asked. */
export function growthAsker(access: AskerAccess): GrowthAsker {
  return askerOf(access, GROWTH_OF, replyOf);
}

/** The same of retirement. */
export function retirementAsker(access: AskerAccess): RetirementAsker {
  return askerOf(access, RETIREMENT_OF, retireReplyOf);
}

/** @param marked what the description of the output begins with that names the function */
function askerOf<Request, Reply>(access: AskerAccess, marked: string, replied: (payload: string) => Reply | undefined) {
  const { profile, region } = access;
  const base = { ...profile !== undefined && { profile }, ...region !== undefined && { region } };
  const sts = new STSClient(base);
  const shared = { ...base, credentials: sts.config.credentials };
  const stacks = new CloudFormationClient(shared);
  // A run of the function counts the pool first. It is never called twice for one command: what it was asked is written down at the first time.
  const lambda = new LambdaClient({ ...shared, maxAttempts: 1, requestHandler: { requestTimeout: 300_000 } });
  return {
    pools: async (stackName: string) => explained(access, async () => calling('cloudformation:DescribeStacks', async () => {
      try {
        const { Stacks: [stack] = [] } = await stacks.send(new DescribeStacksCommand({ StackName: stackName }));
        return (stack?.Outputs ?? []).filter(({ Description = '' }) => Description.startsWith(marked))
          .map(({ Description = '', OutputValue = '' }) => ({ pool: Description.slice(marked.length), stackName, functionName: OutputValue }));
      } catch (exception) {
        if (exception instanceof Error && exception.name === 'ValidationError' && NOT_THERE.test(exception.message)) {
          return null;
        }
        throw exception;
      }
    })),
    caller: async () => explained(access, async () => {
      const { Arn = '' } = await calling('sts:GetCallerIdentity', async () => sts.send(new GetCallerIdentityCommand({})));
      return Arn.slice(Arn.lastIndexOf(':') + 1).slice(0, ASKER_LENGTH);
    }),
    ask: async (functionName: string, request: Request) => explained(access, async () => {
      const operation = 'lambda:InvokeFunction';
      const { FunctionError, Payload } = await calling(operation, async () => lambda.send(new InvokeCommand({
        FunctionName: functionName,
        Payload: Buffer.from(JSON.stringify(request)),
      })));
      const payload = Buffer.from(Payload ?? []).toString('utf8');
      const reply = FunctionError === undefined ? replied(payload) : undefined;
      if (reply === undefined) {
        throw new RefusalError(operation, `${functionName} answered ${payload.slice(0, 300)}`);
      }
      return reply;
    }),
  };
}
