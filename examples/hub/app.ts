/**
 * The app for the hub account of Innovation Sandbox: the role by which examples/pool gets at it.
 *
 * The other side is named in cdk.json, and may be deployed before this one or after it.
 */

import { SandboxGeneration, SandboxHubAccess } from 'account-robot';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { context } from './cdk.json';

const app = new App({ context });
const { namespace, clientRoleArn, externalId } = context.hub;
const hub = new Stack(app, 'AccountRobotHub', {
  description: 'Lets Account Robot register accounts with Innovation Sandbox on AWS',
  // The hub account, and the region that Innovation Sandbox is deployed in.
  env: { account: '222222222222', region: 'us-west-2' },
});

const access = new SandboxHubAccess(hub, 'Access', {
  namespace,
  clientRoleArn,
  externalId,
  // With Innovation Sandbox 1.2: SandboxGeneration.SIGNED_INVOKE. Read docs/innovation-sandbox-setup.md first.
  generation: SandboxGeneration.REST_API,
});
new CfnOutput(hub, 'RoleArn', { value: access.role.roleArn, description: 'apiIdRoleArn, or hubRoleArn with Innovation Sandbox 1.2' });

app.synth();
