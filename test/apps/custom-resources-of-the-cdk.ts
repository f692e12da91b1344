import { RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** A bucket that empties itself, and a call of the SDK at deployment: the CDK's own custom resources. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    new s3.Bucket(stack, 'Scratch', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
    const onUpdate = { service: 'SSM', action: 'GetParameter', parameters: { Name: '/x' }, physicalResourceId: PhysicalResourceId.of('x') };
    new AwsCustomResource(stack, 'Call', { onUpdate, policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] }), installLatestAwsSdk: false });
  },
  verdict: { ends: 'available', assumed: [/^(AWS::S3::\w+|Custom::\w+) .*: taken to deploy without a fault$/] },
  source: 'docs/rehearsal.md: on the rest of the app nothing depends',
};
