import * as iam from 'aws-cdk-lib/aws-iam';
import type { TestApp } from './test-app';
import { onRoles } from '../support/aspects';
import { ACCOUNT, names, poolStack } from '../support/rehearse-app';

/** The rights of the roles stand in a managed policy that another team keeps, and the app's own were taken away. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    onRoles(stack, role => { role.managedPolicyArns = [`arn:aws:iam::${ACCOUNT}:policy/account-vending`]; });
    for (const policy of stack.node.findAll().filter((child): child is iam.CfnPolicy => child instanceof iam.CfnPolicy)) {
      policy.policyDocument = { Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: '*' }] };
    }
  },
  verdict: { ends: 'unknown', because: /asks for .*which no policy allows that is known, and its role .* attaches arn:aws:iam::111122223333:policy\/account-vending, whose text/ },
  source: 'IAM User Guide, "Policy evaluation logic"',
};
