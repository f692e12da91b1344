import { AppStagingSynthesizer } from '@aws-cdk/app-staging-synthesizer-alpha';
import { BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** The app keeps its assets in buckets of its own, made by a stack that is deployed before the others. */
export const app: TestApp = {
  build: root => void poolStack(root, ['pool-001']),
  synthesizer: () => AppStagingSynthesizer.defaultResources({ appId: 'account-pool', stagingBucketEncryption: BucketEncryption.S3_MANAGED }),
  verdict: { ends: 'available', assumed: [/^AWS::S3::Bucket /, /^AWS::S3::BucketPolicy /, /^Custom::S3AutoDeleteObjects /] },
  source: 'AWS CDK app staging synthesizer (alpha), README: "a staging stack per environment, deployed first"',
};
