import { Annotations, Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { partitionOf } from '../../contract';
import { isKnown } from '../../shared/known-value';
import { UserError } from '../../shared/user-error';

/** Where AWS says itself that Account Factory creates nothing. */
const GOVCLOUD = 'aws-us-gov';

/** Where there is more to say than that nobody is known to have tried. */
const KNOWN_OF_PARTITION: Readonly<Record<string, string>> = {
  'aws-us-gov': 'it creates no accounts there, and whether it leaves existing ones alone nobody is known to have tried',
  'aws-cn': 'AWS names no Region of it among those of Control Tower',
};

/** Says, once for a factory, where it isn't known whether it works. */
export function warnOfPartition(factory: Construct): void {
  const { region } = Stack.of(factory);
  const partition = isKnown(region) ? partitionOf(region) : 'aws';
  if (partition === 'aws') {
    return;
  }
  Annotations.of(factory).addWarningV2('account-robot:partition',
    `whether Account Factory works in partition '${partition}' isn't known: ${KNOWN_OF_PARTITION[partition] ?? 'nobody is known to have tried it'}; `
    + 'begin with a single account');
}

/** Throws where no account can be created. */
export function refusePartition(account: IConstruct, maker = 'Account Factory'): void {
  const { region } = Stack.of(account);
  if (!isKnown(region) || partitionOf(region) !== GOVCLOUD) {
    return;
  }
  throw new UserError(`pool account '${account.node.path}': ${maker} creates no accounts in AWS GovCloud (US), where its stack is to be deployed (${region}); `
    + "create it from the management account in the commercial partition (CreateGovCloudAccount), and declare it here by its 'existingAccountId'");
}
