import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** Every role may write to the bucket for audits that the app makes. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    const bucket = new s3.Bucket(stack, 'Audit');
    stack.node.findAll().filter(node => node instanceof iam.Role).forEach(role => bucket.grantWrite(role));
  },
  verdict: { ends: 'available', assumed: [/^AWS::S3::Bucket \(Audit\w+ in Pool\): taken to deploy without a fault$/] },
  source: 'IAM User Guide, "IAM JSON policy elements: Resource"',
};
