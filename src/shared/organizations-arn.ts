import type { Stack } from 'aws-cdk-lib';
import { ArnFormat } from 'aws-cdk-lib';

/** ARNs of Organizations have no region; their account is the management account, which is the stack's. */
export function organizationsArn(stack: Stack, resource: string, resourceName: string): string {
  return stack.formatArn({ service: 'organizations', region: '', resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
}
