import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

const ASSUMED = [
  /^(AWS::S3::Bucket|AWS::Lambda::LayerVersion|Custom::CDKBucketDeployment) .*: taken to deploy without a fault$/,
  /^AWS::Lambda::Function .* runs on 'python3/,
];

/** A site of the team is copied into a bucket, by a function of the CDK that is written in Python, beside the pool. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    new BucketDeployment(stack, 'Site', { sources: [Source.data('index.html', 'welcome')], destinationBucket: new s3.Bucket(stack, 'Bucket') });
  },
  verdict: { ends: 'available', assumed: ASSUMED },
  newest: { ends: 'available', assumed: [...ASSUMED, /^AWS::Logs::LogGroup .* which the rehearsal only assumes to exist/] },
  source: 'docs/rehearsal.md: on the rest of the app nothing depends',
};
