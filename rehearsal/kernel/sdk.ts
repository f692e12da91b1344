/**
 * The SDK clients that AWS's Node runtime supplies to functions, as one bundle: the rehearsal works from a wheel or an empty
 * folder, where no SDK is installed. Each client is loaded when a function first asks for it.
 */

export const modules: Record<string, () => unknown> = {
  '@aws-sdk/client-cloudformation': () => require('@aws-sdk/client-cloudformation'),
  '@aws-sdk/client-lambda': () => require('@aws-sdk/client-lambda'),
  '@aws-sdk/client-organizations': () => require('@aws-sdk/client-organizations'),
  '@aws-sdk/client-secrets-manager': () => require('@aws-sdk/client-secrets-manager'),
  '@aws-sdk/client-service-catalog': () => require('@aws-sdk/client-service-catalog'),
  '@aws-sdk/client-service-quotas': () => require('@aws-sdk/client-service-quotas'),
  '@aws-sdk/client-sfn': () => require('@aws-sdk/client-sfn'),
  '@aws-sdk/client-ssm': () => require('@aws-sdk/client-ssm'),
  '@aws-sdk/client-sso-admin': () => require('@aws-sdk/client-sso-admin'),
  '@aws-sdk/client-sts': () => require('@aws-sdk/client-sts'),
};
