import { Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { TestApp } from './test-app';
import { attachToRoles, onFunctions } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** The app makes the network that its functions are put into. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    const network = new ec2.CfnVPC(stack, 'Network', { cidrBlock: '10.0.0.0/16' });
    const subnet = new ec2.CfnSubnet(stack, 'Subnet', { vpcId: network.ref, cidrBlock: '10.0.0.0/24', availabilityZone: Fn.select(0, Fn.getAzs()) });
    const group = new ec2.CfnSecurityGroup(stack, 'Group', { groupDescription: 'functions', vpcId: network.ref });
    onFunctions(stack, fn => { fn.vpcConfig = { subnetIds: [subnet.ref], securityGroupIds: [group.attrGroupId] }; });
    attachToRoles(stack, iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaVPCAccessExecutionRole'));
  },
  verdict: {
    ends: 'available',
    assumed: [/^AWS::Lambda::Function .*its network \(VpcConfig\)/, /^AWS::EC2::(VPC|Subnet|SecurityGroup) .*: taken to deploy/],
  },
  source: 'Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC"',
};
