/** `account-robot import`: the code that takes existing accounts over. */

import { Command } from 'commander';
import { takeovers } from '../../core/operator/takeover';
import { UnusableInput } from '../../rehearsal/kernel/types';
import { checkWritable, writeWhole } from '../../rehearsal/state-file';
import { UNIT_ID_PATTERN } from '../../src/contract';
import type { AccessFlags, OrganizationReading } from '../operator/access';
import { readOrganization, requireLandingZone, tellUnseen, withAccess } from '../operator/access';
import { importCode } from '../operator/import-code';
import { readSnapshot } from '../operator/snapshot-file';
import type { Terminal } from '../terminal';
import { printText } from '../terminal';

const EXAMPLES = `
Examples:
  account-robot import                                     the accounts in the units of Innovation Sandbox
  account-robot import --unit Sandboxes --account 'dev-*'  those in a unit, and those with such names
  account-robot import --out lib/take-over.ts              and then: account-robot plan
  account-robot import --snapshot organization.yaml        without a call to AWS

Reads only, and changes nothing: it prints code. Ends with 0 when it has, and with 2 when it can't.`;

interface Options extends AccessFlags {
  readonly unit?: readonly string[];
  readonly account?: readonly string[];
  readonly holding?: string;
  readonly snapshot?: string;
  readonly out?: string;
}

/** An option that may be given more than once. */
const added = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** The command as commander knows it. */
export function importCommand(terminal: Terminal, reading: OrganizationReading, release: string): Command {
  return withAccess(new Command('import')
    .description('print the code that takes accounts over which exist already, and say what in them would be erased')
    .option('--unit <name>', 'the accounts in this organizational unit, by its name or id, for each one once more (default: those in the units of Innovation Sandbox)', added)
    .option('--account <name>', 'this account, by its name or id, for each one once more; * stands for anything', added)
    .option('--holding <unit>', 'the id of the unit that the app puts its accounts in: "holdingOrganizationalUnitId" of its settings')
    .option('--snapshot <file>', 'of the organization in this file, and call nothing')
    .option('--out <file>', 'write to this file (default: print)'))
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => {
      if (options.out !== undefined) {
        checkWritable(options.out, 'the code');
      }
      if (options.holding !== undefined && !UNIT_ID_PATTERN.test(options.holding)) {
        throw new UnusableInput(`--holding: is '${options.holding}', but the id of an organizational unit was expected, like ou-abcd-11112222`);
      }
      const choice = { units: options.unit ?? [], accounts: options.account ?? [], holdingUnitId: options.holding };
      const wanted = { release, stacks: [], accounts: new Set<string>(), choice };
      const snapshot = options.snapshot === undefined ? await readOrganization(options, wanted, reading) : readSnapshot(options.snapshot);
      requireLandingZone(snapshot, snapshot.usesControlTower);
      if (snapshot.hashed) {
        throw new UnusableInput('--snapshot: the names in this snapshot are replaced by hashes, so no code can name its accounts; take one with \'account-robot snapshot --plain\'');
      }
      if (snapshot.accounts === undefined) {
        throw new UnusableInput('the accounts of the organization could not be read, so there is nothing to take over; \'account-robot snapshot --policy\' prints what is needed');
      }
      const { leftOut, taken } = takeovers(snapshot, choice);
      if (taken.length === 0) {
        const whose = choice.units.length + choice.accounts.length === 0 ? 'no account in a unit of an Innovation Sandbox' : 'no account of those that were asked for';
        const why = leftOut.length === 0 ? '' : ` (${leftOut.slice(0, 3).map(({ account: { name }, why: reason }) => `${name}: ${reason}`).join('; ')})`;
        throw new UnusableInput(`there is ${whose} that could be taken over${why}; choose with --unit or --account`);
      }
      const code = importCode(taken, leftOut, snapshot.takenAt);
      if (options.out === undefined) {
        printText(terminal.out, code);
      } else {
        writeWhole(options.out, code, 'the code');
        terminal.out(`Code for ${taken.length} accounts, written to ${options.out}`);
      }
      tellUnseen(snapshot.unseen, terminal);
    });
}
