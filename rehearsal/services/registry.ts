/** The services that are rehearsed: a line for each folder, behind those that it builds on. */

import { billing } from './billing/billing';
import { chatbot } from './chatbot/chatbot';
import { cloudFormation } from './cloudformation/cloudformation';
import { cloudWatch } from './cloudwatch/cloudwatch';
import { logs } from './cloudwatch-logs/cloudwatch-logs';
import { controlTower } from './control-tower/control-tower';
import { costExplorer } from './cost-explorer/cost-explorer';
import { deliveries } from './deliveries/deliveries';
import { dynamoDb } from './dynamodb/dynamodb';
import { eventBridge } from './eventbridge/eventbridge';
import { executeApi } from './execute-api/execute-api';
import { iam } from './iam/iam';
import { innovationSandbox } from './innovation-sandbox/innovation-sandbox';
import { kms } from './kms/kms';
import { lambda } from './lambda/lambda';
import { organizations } from './organizations/organizations';
import { scheduler } from './scheduler/scheduler';
import { secretsManager } from './secrets-manager/secrets-manager';
import type { ServiceDefinition, StateOf } from './service';
import { serviceCatalog } from './service-catalog/service-catalog';
import { serviceQuotas } from './service-quotas/service-quotas';
import { sns } from './sns/sns';
import { ssm } from './ssm/ssm';
import { ssoAdmin } from './sso-admin/sso-admin';
import { stepFunctions } from './step-functions/step-functions';
import { sts } from './sts/sts';

export const SERVICES = [
  iam,
  kms,
  sts,
  logs,
  lambda,
  deliveries,
  eventBridge,
  sns,
  dynamoDb,
  cloudWatch,
  scheduler,
  chatbot,
  stepFunctions,
  organizations,
  serviceQuotas,
  ssoAdmin,
  ssm,
  secretsManager,
  billing,
  costExplorer,
  executeApi,
  cloudFormation,
  serviceCatalog,
  controlTower,
  innovationSandbox,
] as const;

type Registered = (typeof SERVICES)[number];
type RunningOf<D> = D extends ServiceDefinition<string, infer S> ? S : never;

/** What outlives a rehearsal of the services, by their names. */
export type ServicesState = {
  readonly [D in Registered as StateOf<RunningOf<D>> extends undefined ? never : D['name']]: StateOf<RunningOf<D>>;
};
