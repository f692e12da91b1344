/** Apps and templates for the tests of the constructs. */

import type { AppProps, StackProps } from 'aws-cdk-lib';
import { App, Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { Match } from 'aws-cdk-lib/assertions';
import { version } from 'aws-cdk-lib/package.json';
import { devDependencies } from '../../package.json';
import type { AccountFactory } from '../../src';
import { POOL_ACCOUNT_TYPE } from '../../src/contract';
import type { IAccountSource } from '../../src/sources/account-source';

/** Whether this run has the oldest CDK that the library works with. */
export const ON_FLOOR = version === devDependencies['aws-cdk-lib'];

/** The feature flags of the CDK that all apps of this run have: none, or all that are recommended. What differs with a flag names it. */
export const FLAGS: Readonly<Record<string, unknown>> = JSON.parse(process.env.CDK_CONTEXT_JSON ?? '{}');

/** An ARN in the partition of a stack whose region is known, as the template has it. */
export function arn(rest: string): unknown {
  return FLAGS['@aws-cdk/core:enablePartitionLiterals'] ? `arn:aws:${rest}` : { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${rest}`]] };
}

/** Whether a resource is a log of the Provider framework's, which has one of its own with '@aws-cdk/aws-lambda:useCdkManagedLogGroup'. */
export function isLogOfFramework(logicalId: string): boolean {
  return FLAGS['@aws-cdk/aws-lambda:useCdkManagedLogGroup'] === true && /Providerframework\w+LogGroup[0-9A-F]{8}$/.test(logicalId);
}

/** A context block with everything that has no default. */
export const SETTINGS = {
  holdingOrganizationalUnitId: 'ou-abcd-11112222',
  accountEmail: 'aws+{name}@example.com',
  ssoUser: { email: 'pool@example.com', firstName: 'Pool', lastName: 'Account' },
};

export const ENV = { account: '111122223333', region: 'eu-west-1' };

/** The app, with errors of aspects to be found in it: a recommended feature flag would make each of them throw. */
export function withFindings(app: App): App {
  app.node.setContext('@aws-cdk/core:annotationsInValidationReport', false);
  return app;
}

/** An app with that context block; `null` for none. */
export function appWith(settings: unknown = SETTINGS, props: AppProps = {}): App {
  return new App({ ...props, context: settings === null ? {} : { 'account-robot': settings } });
}

/** A stack of an app of its own, with all settings in the context. */
export function poolStack(props: StackProps = {}): Stack {
  return new Stack(appWith(), 'Pool', { env: ENV, ...props });
}

/** Documented by AWS, but unknown to the list of IAM actions that AWS publishes. */
export const UNLISTED_ACTIONS = [
  'sso-directory:SearchGroupsWithGroupName',
  'sso:GetPeregrineStatus',
  'sso:ProvisionApplicationInstanceForAWSAccount',
  'sso:ProvisionApplicationProfileForAWSAccountInstance',
  'sso:ProvisionSAMLProvider',
];

/** A leg of an account, as the template has it. */
export interface Leg {
  readonly logicalId: string;
  readonly properties: Record<string, unknown>;
  readonly dependsOn: string[];
  readonly resource: Record<string, unknown>;
}

/** The legs of one account, in the order of the relay. */
export function legsOf(template: Template, accountName: string): Leg[] {
  const resources = template.findResources(POOL_ACCOUNT_TYPE, { Properties: Match.objectLike({ AccountName: accountName }) });
  const order = (leg: Leg) => leg.properties.Leg === 'Start' ? 1 : leg.properties.Leg === 'Resource' ? Infinity : Number(String(leg.properties.Leg).slice(3));
  return Object.entries(resources)
    .map(([logicalId, resource]) => ({ logicalId, properties: resource.Properties, dependsOn: resource.DependsOn ?? [], resource }))
    .sort((a, b) => order(a) - order(b));
}

/** The message of what `action` throws. */
export function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error, but nothing was thrown');
}

/** An Innovation Sandbox 1.3 as cdk.json may have it. */
export const SANDBOX = {
  namespace: 'myisb',
  region: 'us-west-2',
  access: {
    kind: 'machine-client',
    roleArn: 'arn:aws:iam::222222222222:role/isb-m2m/myisb/myisb-isb-m2m-admin-robot',
    externalId: '11111111-2222-3333-4444-555555555555',
  },
};

export const BILLING_VIEW = 'arn:aws:billing::111122223333:billingview/custom-11111111-2222-3333-4444-555555555555';

/** The props take the one source that there is, but an account asks for no more of it than this. */
export function asProp(source: IAccountSource): AccountFactory {
  return source as AccountFactory;
}
