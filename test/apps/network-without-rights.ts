import type { TestApp } from './test-app';
import { onFunctions } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** An aspect puts all functions into the company's network, and their roles stay as they are. */
export const app: TestApp = {
  build: root => onFunctions(poolStack(root, names(1)), fn => {
    fn.vpcConfig = { subnetIds: ['subnet-0123456789abcdef0'], securityGroupIds: ['sg-0123456789abcdef0'] };
  }),
  verdict: {
    ends: 'failed',
    because: /The provided execution role does not have permissions to call CreateNetworkInterface on EC2/,
    assumed: [/^AWS::Lambda::Function .*its network \(VpcConfig\)/],
  },
  source: 'seen in amazon-connect/amazon-connect-salesforce-lambda#29',
};
