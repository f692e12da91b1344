import { AccountFactory, PoolAccount } from 'account-robot';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { TestApp } from './test-app';
import { ACCOUNT, poolStack, REGION } from '../support/rehearse-app';

/** The company's network was looked up, and stands in cdk.context.json. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const vpc = ec2.Vpc.fromLookup(stack, 'Network', { vpcName: 'landing-zone' });
    new PoolAccount(stack, 'pool-001', { source: new AccountFactory(stack, 'AccountFactory', { vpc }) });
  },
  context: {
    [`vpc-provider:account=${ACCOUNT}:filter.tag:Name=landing-zone:region=${REGION}:returnAsymmetricSubnets=true`]: {
      vpcId: 'vpc-0123456789abcdef0',
      vpcCidrBlock: '10.0.0.0/16',
      availabilityZones: [],
      subnetGroups: [{
        name: 'Private',
        type: 'Private',
        subnets: [{ subnetId: 'subnet-0123456789abcdef0', cidr: '10.0.0.0/24', availabilityZone: `${REGION}a`, routeTableId: 'rtb-0123456789abcdef0' }],
      }],
    },
  },
  verdict: { ends: 'available', assumed: [/^AWS::Lambda::Function .*its network \(VpcConfig\)/, /^AWS::EC2::\w+ .*: taken to deploy without a fault$/] },
  source: 'docs/company.md, "Settings of the functions"',
};
