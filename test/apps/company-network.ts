import { AccountFactory, AccountPool } from 'account-robot';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** The factory is put into the company's network by its property, with one log group and more memory for its functions. Their security group is made for them. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Network', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a', 'eu-west-1b'], privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'] });
    const logGroup = new logs.LogGroup(stack, 'Logs', { retention: logs.RetentionDays.ONE_YEAR });
    new AccountPool(stack, 'Pool', { size: 2, source: new AccountFactory(stack, 'AccountFactory', { vpc, logGroup, memorySize: 512 }) });
  },
  verdict: { ends: 'available', accounts: 2, assumed: [/^AWS::Lambda::Function .*its network \(VpcConfig\)/, /^AWS::EC2::SecurityGroup .*: taken to deploy without a fault$/] },
  source: 'docs/company.md, "Settings of the functions"',
};
