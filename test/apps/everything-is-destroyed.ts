import { RemovalPolicies, RemovalPolicy, Tags } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** An app of a sandbox landing zone says that everything goes with its stacks, and accounts stay all the same. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    new s3.Bucket(stack, 'Bucket', { removalPolicy: RemovalPolicy.RETAIN });
    RemovalPolicies.of(root).destroy();
    Tags.of(root).add('owner', 'platform');
  },
  verdict: { ends: 'available', assumed: [/^AWS::S3::Bucket .*: taken to deploy without a fault$/] },
  source: 'CDK API Reference, RemovalPolicies; docs/company.md: an account is always retained',
};
