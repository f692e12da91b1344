/** What is known of a function's properties. */

import type { KnownProperties } from '../../cloudformation/known-properties';
import { isRecord } from '../../cloudformation/template';

export const FUNCTION_PROPERTIES: KnownProperties = {
  understood: [
    'Code.S3Key', 'Code.ZipFile', 'DeadLetterConfig.TargetArn', 'Environment', 'FunctionName', 'Handler', 'LoggingConfig.ApplicationLogLevel', 'LoggingConfig.LogFormat',
    'PackageType', 'ReservedConcurrentExecutions', 'Role', 'Runtime', 'Timeout', 'TracingConfig',
  ],
  harmless: {
    'Architectures': 'JavaScript runs on both',
    'Code.S3Bucket': 'the code comes from the assembly',
    'Code.S3ObjectVersion': 'the code comes from the assembly',
    'Description': 'it is read by people only',
    'EphemeralStorage': 'nothing is written to it',
    'LoggingConfig.LogGroup': 'where a log is kept decides nothing',
    'LoggingConfig.SystemLogLevel': 'what Lambda logs by itself decides nothing',
    'MemorySize': 'with less of it, down to the least that Lambda gives, the functions are slower, and far from their time limits',
    'RecursiveLoop': 'no function calls itself by way of a queue, a topic or a bucket',
    'RuntimeManagementConfig': 'every version of a runtime runs the code',
    'Tags': 'nothing is decided by them',
  },
  partly: { KmsKeyArn: 'a key of the app must let the role of the function decrypt; of another key it is said that nobody knows' },
  granted: {
    VpcConfig: 'whether its network (VpcConfig) lets it reach the AWS services that it calls is not looked at: without a way there, its calls run into its time limit',
  },
};

/** Variables by which Lambda or Node.js changes how code is run. */
const ACTING_VARIABLES = ['AWS_ENDPOINT_URL', 'AWS_LAMBDA_EXEC_WRAPPER', 'NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NODE_PATH', 'NODE_USE_ENV_PROXY'];

/** Variables of the environment that would act on the real function, and don't on the rehearsed one. */
export function actingVariables({ Environment: environment }: Readonly<Record<string, unknown>>): string[] {
  const variables = isRecord(environment) && isRecord(environment.Variables) ? Object.keys(environment.Variables) : [];
  return variables.filter(name => ACTING_VARIABLES.includes(name) || name.startsWith('AWS_ENDPOINT_URL_'))
    .map(name => `what its variable ${name} changes about how it runs is not looked at`);
}
