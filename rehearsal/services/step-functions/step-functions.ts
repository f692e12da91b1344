/** AWS Step Functions: state machines as resources, and their executions. */

import { StepFunctions } from './executions';
import { STATE_MACHINE_PROPERTIES, StateMachineType } from './state-machine';
import { AWS_JSON } from '../../kernel/protocols';
import { matchesAccount } from '../../world/faults';
import { lambda } from '../lambda/lambda';
import { defineService } from '../service';

export const stepFunctions = defineService({
  name: 'stepFunctions',
  prefix: 'states',
  protocol: AWS_JSON,
  start: to => {
    const { functions } = to.peer(lambda);
    /** Tasks that are about no account go well. */
    const isMeant = (input: unknown) => ({ account }: { readonly account?: string }) => {
      const subject = to.subjectOf(input);
      return subject !== undefined && matchesAccount(account, subject);
    };
    const machines = new StepFunctions(to.clock, to.host, to.iam, functions, {
      delay: input => (to.faults.take('poll-comes-late', isMeant(input))?.minutes ?? 0) * 60,
      isDoubled: input => to.faults.take('poll-delivered-twice', isMeant(input)) !== undefined,
    });
    return { partition: to.partition, iam: to.iam, machines };
  },
  resourceTypes: {
    'AWS::StepFunctions::StateMachine': {
      facts: { properties: STATE_MACHINE_PROPERTIES },
      start: ({ machines, iam, partition }) => new StateMachineType(machines, iam, partition),
    },
  },
  operations: {
    StartExecution: {
      may: { resources: ({ request }) => [String(request.input.stateMachineArn)] },
      answer: ({ machines }, request) => machines.startExecution(request),
    },
  },
});
