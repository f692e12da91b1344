/** What of the CDK's command is done to a stack, and how that may end beside CloudFormation's own statuses. */

/** `cdk deploy`, `cdk rollback` or `cdk destroy`. */
export type StackCommand = 'deploy' | 'rollback' | 'destroy';

/** CloudFormation did not begin anything. */
export const REFUSED = 'REFUSED';
/** There was nothing to begin with. */
export const NOT_DEPLOYED = 'NOT_DEPLOYED';
/** The stack has no resources: the CDK's command deploys none, and has deleted the one there was. */
export const SKIPPED = 'SKIPPED';
