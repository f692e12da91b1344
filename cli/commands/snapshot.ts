/** `account-robot snapshot`: the real organization as a world file. */

import { Command } from 'commander';
import { hashed } from '../../core/operator/hashed';
import type { Snapshot } from '../../core/operator/snapshot';
import { checkWritable, writeWhole } from '../../rehearsal/state-file';
import type { AccessFlags, OrganizationReading, RecordFlags } from '../operator/access';
import { policyText, readOrganization, requireLandingZone, tellUnseen, withAccess, withRecords } from '../operator/access';
import { snapshotText } from '../operator/snapshot-file';
import type { Terminal } from '../terminal';
import { printText } from '../terminal';
import { count } from '../text';

const EXAMPLES = `
Examples:
  account-robot snapshot --out snapshot.yaml                     with ids, names, addresses and tags replaced: fit for a bug report
  account-robot snapshot --plain --out organization.yaml         as it is, for plan --snapshot
  account-robot snapshot --profile management --region eu-west-1
  account-robot rehearse --world organization.yaml               rehearses in it
  account-robot snapshot --with-sandbox-records --out all.yaml   and what Innovation Sandbox keeps of each account, from its hub account

Reads only: 'account-robot snapshot --policy' prints the policy that it needs; with --with-sandbox-records also what that takes, which is more.
Ends with 0 when the snapshot was taken, even if something in it couldn't be seen, and with 2 when it could not be taken.`;

interface Options extends AccessFlags, RecordFlags {
  readonly out?: string;
  readonly plain?: boolean;
  readonly policy?: boolean;
  readonly stack?: readonly string[];
  readonly account?: readonly string[];
}

/** An option that may be given more than once. */
const added = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** The command as commander knows it. */
export function snapshotCommand(terminal: Terminal, reading: OrganizationReading, release: string): Command {
  return withRecords(withAccess(new Command('snapshot')
    .description('read the real organization, and write it as a world file that can be rehearsed in')
    .option('--out <file>', 'write to this file (default: print)')
    .option('--plain', 'keep ids, names, e-mail addresses and tags as they are; they are replaced by a hash otherwise, another one each time')
    .option('--stack <name>', 'look at this stack as well, for each one once more (default: those that tags of products name)',
      added)
    .option('--account <name>', 'read the tags of this account as well, by its name, id or address, for each one once more', added)))
    .option('--policy', 'print the IAM policy that reading needs, and read nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => {
      if (options.policy === true) {
        printText(terminal.out, policyText(options));
        return;
      }
      if (options.out !== undefined) {
        checkWritable(options.out, 'the snapshot');
      }
      const snapshot = await readOrganization(options, {
        release,
        stacks: options.stack ?? [],
        accounts: new Set((options.account ?? []).map(account => (account.includes('@') ? account.toLowerCase() : account))),
        recordsBy: options.withSandboxRecords === true ? [] : undefined,
      }, reading);
      requireLandingZone(snapshot, snapshot.usesControlTower);
      const text = snapshotText(options.plain === true ? snapshot : hashed(snapshot, reading.drawKey()));
      if (options.out === undefined) {
        printText(terminal.out, text);
      } else {
        writeWhole(options.out, text, 'the snapshot');
        terminal.out(`${told(snapshot)}; written to ${options.out}${options.plain === true ? ', with names and e-mail addresses' : ''}`);
      }
      tellUnseen(snapshot.unseen, terminal);
    });
}

function told({ accounts, products, calls }: Snapshot): string {
  return `${accounts === undefined ? 'No accounts' : count(accounts.length, 'account')}, ${products === undefined ? 'no products' : count(products.length, 'product')}, read in ${count(calls, 'call')}`;
}
