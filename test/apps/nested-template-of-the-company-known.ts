import { app as unknown } from './nested-template-of-the-company';
import type { TestApp } from './test-app';

/** The same, and the world file says what the output is. */
export const app: TestApp = {
  ...unknown,
  world: { values: { attributes: { 'Pool:Baseline.Outputs.Address': 'aws+pool-001@example.com' } } },
  verdict: { ends: 'available', assumed: [/^AWS::CloudFormation::Stack \(Baseline in Pool\): taken to deploy without a fault$/] },
};
