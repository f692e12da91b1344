import type { TestApp } from './test-app';
import { onRoles } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** An aspect rewrites whom roles trust, and forgets the functions. */
export const app: TestApp = {
  build: root => onRoles(poolStack(root, names(1)), role => {
    role.assumeRolePolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }] };
  }),
  verdict: { ends: 'failed', because: /The role defined for the function cannot be assumed by Lambda/ },
  source: 'seen in danilop/LambdAuth#49',
};
