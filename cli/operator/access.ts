/** What the commands that call AWS have in common: their options, the look at the account and the Region, and what couldn't be seen. */

import type { Command } from 'commander';
import type { Wanted } from '../../aws/operator/take-snapshot';
import { readPolicy } from '../../core/operator/policy';
import type { Snapshot, Unseen } from '../../core/operator/snapshot';
import { UnusableInput } from '../../rehearsal/kernel/types';
import { partitionOf } from '../../src/contract';
import type { AccessOptions, OpenOrganization } from '../reader';
import type { Terminal } from '../terminal';
import { paragraph } from '../text';

/** Reads organizations. The bundle with the SDK is loaded when this is first asked. */
export interface OrganizationReading {
  readonly read: (access: Pick<AccessOptions, 'profile' | 'region'>, wanted: Wanted) => Promise<Snapshot>;
  /** Opens one that is read again and again. */
  readonly open: (access: Pick<AccessOptions, 'profile' | 'region'>) => Promise<OpenOrganization>;
  /** Draws the key of a hash. */
  readonly drawKey: () => string;
}

/** What those options become. */
export interface AccessFlags {
  readonly profile?: string;
  readonly region?: string;
  readonly sandboxRegion?: readonly string[];
}

/** Of the commands that can read records. */
export interface RecordFlags {
  readonly withSandboxRecords?: boolean;
}

const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;

/** Adds the options. */
export function withAccess(command: Command): Command {
  return command
    .option('--profile <name>', 'the profile of the AWS configuration to use, as for the AWS command line (default: AWS_PROFILE, or the environment)')
    .option('--region <region>', 'Control Tower\'s home Region (default: AWS_REGION, or that of the profile)')
    .option('--sandbox-region <region>', 'a Region with an Innovation Sandbox, if it isn\'t the home Region; for each one once more',
      (value: string, before: readonly string[] = []) => [...before, value]);
}

/** Adds the option for what takes more than reading rights. */
export function withRecords(command: Command): Command {
  return command.option('--with-sandbox-records', 'read the records of Innovation Sandbox in its hub account, too, by the role that the factory uses there; '
    + 'that takes more than reading rights (sts:AssumeRole), and the hub account must let you in');
}

/** Checks the options and reads. */
export async function readOrganization(flags: AccessFlags, wanted: Omit<Wanted, 'sandboxRegions'> & Partial<Pick<Wanted, 'sandboxRegions'>>, reading: OrganizationReading): Promise<Snapshot> {
  const sandboxRegions = [...checkedRegions(flags), ...wanted.sandboxRegions ?? []];
  return reading.read({ profile: flags.profile, region: flags.region }, { ...wanted, sandboxRegions });
}

/** Checks the options. The Regions in which Innovation Sandboxes are looked for. */
export function checkedRegions(flags: AccessFlags): readonly string[] {
  for (const [option, value] of [['--region', flags.region], ...(flags.sandboxRegion ?? []).map(region => ['--sandbox-region', region] as const)] as const) {
    if (value !== undefined && !REGION.test(value)) {
      throw new UnusableInput(`${option}: is '${value}', but an AWS Region was expected, like eu-west-1`);
    }
  }
  return flags.sandboxRegion ?? [];
}

/** Throws {@link UnusableInput} where the snapshot was taken from the wrong account, or from the wrong Region. */
export function requireLandingZone({ caller, organization, landingZone, factory }: Snapshot, usesControlTower: boolean | undefined): void {
  if (organization === null) {
    throw new UnusableInput(`account ${caller.accountId} is in no organization; use credentials of the organization's management account`);
  }
  if (organization !== undefined && organization.managementAccountId !== caller.accountId) {
    throw new UnusableInput(`the credentials are of account ${caller.accountId}, but ${organization.managementAccountId} is the management account of its organization, and the factory is there; use a profile of that account (--profile)`);
  }
  if (landingZone === null && (factory === null || factory === undefined)) {
    throw new UnusableInput(usesControlTower === false
      ? 'the organization has no AWS Control Tower, and so no Account Factory; set up a landing zone first'
      : `there is no landing zone in ${caller.region}, so Control Tower's home is another Region; name it with --region`);
  }
}

/** The policy that reading needs, for whoever gives it to people. */
export function policyText({ region, withSandboxRecords }: AccessFlags & RecordFlags): string {
  return JSON.stringify(readPolicy(partitionOf(region ?? ''), withSandboxRecords), undefined, 2);
}

/** What wasn't seen, for the error stream. */
export function tellUnseen(unseen: readonly Unseen[], terminal: Terminal): void {
  for (const { call, kind, part, text } of unseen) {
    const what = kind === 'denied' ? `${call} was denied, so ${part} is missing` : kind === 'left-out' ? text : `${call} failed, so ${part} is missing: ${text}`;
    paragraph('Not seen: ', what).forEach(line => terminal.error(terminal.style.warn(line)));
  }
}
