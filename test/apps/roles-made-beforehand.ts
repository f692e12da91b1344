import { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** Only the security team makes roles: the CDK synthesizes none, and names those that will be there. */
export const app: TestApp = {
  build: root => {
    // The paths of the roles are known from a synthesis before.
    const draft = poolStack(new App({ context: { 'account-robot': root.node.getContext('account-robot') } }), names(1));
    const paths = draft.node.findAll().filter(node => node instanceof iam.Role).map(role => role.node.path);
    iam.Role.customizeRoles(root, { usePrecreatedRoles: Object.fromEntries(paths.map((path, index) => [path, `made-beforehand-${index}`])) });
    poolStack(root, names(1));
  },
  verdict: { ends: 'available', assumed: [/its role arn:aws:iam::111122223333:role\/made-beforehand-\d is made by none of the rehearsed stacks/] },
  source: 'CDK, README of aws-iam, "Customizing role creation"',
};
