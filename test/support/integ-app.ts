/**
 * What the scenarios for a live landing zone share. It is no scenario itself, so its name doesn't begin like theirs.
 *
 * Whose landing zone it is stands in the environment. Without that a scenario synthesizes with example values, which no credentials fit: so it is
 * tested, and can't be deployed by mistake.
 */

import { App, Stack } from 'aws-cdk-lib';

/** The variables, with example values. */
const VARIABLES = {
  /** The management account of the organization. */
  INTEG_ACCOUNT: '111122223333',
  /** The home Region of Control Tower. */
  INTEG_REGION: 'eu-west-1',
  /** A unit that is registered with Control Tower, and holds nothing that matters. */
  INTEG_UNIT: 'ou-abcd-11112222',
  /** The pattern of addresses. */
  INTEG_EMAIL: 'aws+{name}@example.com',
  /** The address of a person in IAM Identity Center. */
  INTEG_PERSON: 'pool@example.com',
  /** What makes names and addresses of this run its own: each burns an address. */
  INTEG_RUN: 'a',
  /** An account of the organization that may be taken into a pool. */
  INTEG_EXISTING: '444455556666',
  /** The address of an account of the organization. */
  INTEG_TAKEN: 'aws+taken@example.com',
  /** Of Innovation Sandbox: namespace, Region, and the role and external id of its machine client. */
  INTEG_NAMESPACE: 'myisb',
  INTEG_SANDBOX_REGION: 'us-west-2',
  INTEG_CLIENT_ROLE: 'arn:aws:iam::222222222222:role/isb-m2m/myisb/myisb-isb-m2m-admin-robot',
  INTEG_EXTERNAL_ID: '11111111-2222-3333-4444-555555555555',
} as const;

/** The value of a variable. */
export function given(name: keyof typeof VARIABLES): string {
  return process.env[name] ?? VARIABLES[name];
}

/** The name of an account of this run. */
export const nameOf = (what: string) => `integ-${given('INTEG_RUN')}-${what}`;

/** An app with one stack, and the settings of this landing zone. `more` goes into the block of cdk.json. */
export function integApp(id: string, more: Record<string, unknown> = {}): { readonly app: App; readonly stack: Stack } {
  const app = new App({
    context: {
      'account-robot': {
        holdingOrganizationalUnitId: given('INTEG_UNIT'),
        accountEmail: given('INTEG_EMAIL'),
        ssoUser: { email: given('INTEG_PERSON'), firstName: 'Integ', lastName: 'Test' },
        ...more,
      },
    },
  });
  return { app, stack: new Stack(app, id, { env: { account: given('INTEG_ACCOUNT'), region: given('INTEG_REGION') } }) };
}

/** The block `sandbox` of cdk.json. */
export const integSandbox = () => ({
  namespace: given('INTEG_NAMESPACE'),
  region: given('INTEG_SANDBOX_REGION'),
  access: { kind: 'machine-client', roleArn: given('INTEG_CLIENT_ROLE'), externalId: given('INTEG_EXTERNAL_ID') },
});
