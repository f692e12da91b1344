/** What of the CDK's command is done to a stack, and how that may end beside CloudFormation's own statuses. */

/** `cdk deploy`, `cdk rollback` or `cdk destroy`. */
export type StackCommand = 'deploy' | 'rollback' | 'destroy';

/** CloudFormation did not begin anything. */
export const REFUSED = 'REFUSED';
/** There was nothing to begin with. */
export const NOT_DEPLOYED = 'NOT_DEPLOYED';
/** The stack has no resources: the CDK's command deploys none, and has deleted the one there was. */
export const SKIPPED = 'SKIPPED';
/** Why a deployment left a stack as it is. */
export const NO_UPDATES = 'No updates are to be performed.';

/** Whether `cdk deploy` is content with how it went: a stack that was rolled back once and has nothing to do now is as good as any. */
export function isDeployed({ status, reason }: { readonly status: string; readonly reason?: string | null }): boolean {
  return status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE' || status === SKIPPED || (status === 'UPDATE_ROLLBACK_COMPLETE' && reason === NO_UPDATES);
}
