/** The account-robot command: options, exit status and errors. Knows no stream and no process. */

import { Command, CommanderError } from 'commander';
import { doctorCommand } from './commands/doctor';
import type { AskerOf } from './commands/grow';
import { growCommand } from './commands/grow';
import { importCommand } from './commands/import';
import { planCommand } from './commands/plan';
import type { Engine } from './commands/rehearse';
import { rehearseCommand } from './commands/rehearse';
import type { RetirementAskerOf } from './commands/retire';
import { retireCommand } from './commands/retire';
import { snapshotCommand } from './commands/snapshot';
import { statusCommand } from './commands/status';
import type { OrganizationReading } from './operator/access';
import type { Terminal } from './terminal';
import { guarded, printText } from './terminal';

/** The exit status for input that can't be used, and for what the rehearsal doesn't know. */
const UNUSABLE = 2;
/** The same for a plan. */
const PLAN_PROBLEM = 1;

/** What the command is run with. */
export interface Invocation {
  /** Without the names of the interpreter and the script. */
  readonly args: readonly string[];
  /** The version of the package. */
  readonly version: string;
  /** A sentence on the versions of Node.js that it was tried on. */
  readonly nodes: string;
  /** Whether stack traces are wanted. */
  readonly debug: boolean;
}

/** Runs the command. Gives the exit status: 0 all went well, 1 the rehearsed deployment failed, 2 it could not be rehearsed. */
export async function run(
  invocation: Invocation, outside: Terminal, engine: Engine, reading: OrganizationReading, askerOf: AskerOf,
  retirementAskerOf: RetirementAskerOf,
): Promise<number> {
  let status = 0;
  const terminal = guarded(outside);
  const output = {
    writeOut: (text: string) => printText(terminal.out, text),
    writeErr: (text: string) => printText(terminal.error, text),
  };
  const program = new Command('account-robot')
    .description('Fills the account pool of Innovation Sandbox on AWS, rehearses it on your own machine first, and reads what there is.')
    .version(invocation.version)
    .addHelpText('after', `\n${invocation.nodes}`)
    .exitOverride()
    .configureOutput(output);
  program.addCommand(rehearseCommand(terminal, engine, result => { status = result; }).copyInheritedSettings(program));
  program.addCommand(doctorCommand(terminal, engine, reading, invocation.version, result => { status = result; }).copyInheritedSettings(program));
  program.addCommand(snapshotCommand(terminal, reading, invocation.version).copyInheritedSettings(program));
  program.addCommand(planCommand(terminal, engine, reading, invocation.version, result => { status = result; }).copyInheritedSettings(program));
  program.addCommand(importCommand(terminal, reading, invocation.version).copyInheritedSettings(program));
  program.addCommand(statusCommand(terminal, engine, reading, invocation.version, result => { status = result; }).copyInheritedSettings(program));
  program.addCommand(growCommand(terminal, engine, askerOf, result => { status = result; }).copyInheritedSettings(program));
  program.addCommand(retireCommand(terminal, engine, retirementAskerOf, result => { status = result; }).copyInheritedSettings(program));
  // Of a plan 2 means that there is something to do.
  const unusable = invocation.args[0] === 'plan' ? PLAN_PROBLEM : UNUSABLE;
  try {
    await program.parseAsync([...invocation.args], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said what is wrong; help and version that were asked for are no errors.
      return error.exitCode === 0 ? 0 : unusable;
    }
    printText(terminal.error, sentence(error, invocation.debug));
    return unusable;
  }
}

function sentence(error: unknown, debug: boolean): string {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (name === 'UnusableInput' || name === 'UnknownToRehearsal') {
    return `account-robot: ${message}`;
  }
  const trace = debug ? `\n${stack ?? ''}` : '';
  return `account-robot: failed unexpectedly (${name}: ${message}); please report this together with what it prints when ACCOUNT_ROBOT_DEBUG=1 is set${trace}`;
}
