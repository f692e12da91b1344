/** Innovation Sandbox: the names that it gives its parts, by namespace. */

/** A namespace of Innovation Sandbox: 3 to 8 letters and digits. */
export const SANDBOX_NAMESPACE_PATTERN = /^[a-zA-Z0-9]{3,8}$/;

/** The names of its parts. */
export const SANDBOX_NAMES = {
  /** SSM parameter in the management account: ids of the organizational units, and the version. */
  poolParameter: (namespace: string) => `InnovationSandbox_${namespace}_AccountPool_Configuration`,
  /** SSM parameter in the hub account, from 1.3: the id of the REST API. */
  restApiIdParameter: (namespace: string) => `InnovationSandbox_${namespace}_Compute_RestApiId`,
  /** The accounts function in the hub account. */
  accountsFunction: (namespace: string) => `ISB-AccountsLambdaFunction-${namespace}`,
  /** Secrets Manager in the hub account, up to 1.2: the key that tokens are signed with. */
  jwtSecret: (namespace: string) => `/InnovationSandbox/${namespace}/Auth/JwtSecret`,
  /** The alias of the KMS key of that secret. */
  keyAlias: (namespace: string) => `alias/AwsSolutions/InnovationSandbox/${namespace}/InnovationSandbox-Compute`,
  /** The StackSet in the management account that puts a role into each account below the pool's organizational unit. */
  stackSet: (namespace: string) => `Isb-${namespace}-SandboxAccountResources`,
} as const;

/** The stage of its REST API. */
export const SANDBOX_API_STAGE = 'prod';
