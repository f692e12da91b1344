/** One way through the README: an empty folder, the package that is used there, and what it came to. */

import type { EmptyFolder } from './empty-folder';
import { requireShown, statusOf } from './shown';
import type { Outcome, Step } from './steps';
import { declaredNames, REPORT_FILE, REPORT_LINE, runnable, shortfall } from './steps';
import { lendBundled } from './yarn-bundled';

/** A way through the README. */
export class Run {
  /** What is to be said of it. */
  public readonly notes: string[] = [];
  private names: readonly string[] = [];

  /** `pack`: what is installed instead of the published package. */
  constructor(public readonly folder: EmptyFolder, private readonly pack: string) {}

  /** Does what is said. If that rehearses, every account of the app has to be AVAILABLE, and this far in Innovation Sandbox; `names` are those of an app that isn't the README's. */
  public async follow(steps: readonly Step[], sandboxStatus: string | null = null, names?: readonly string[]): Promise<void> {
    let printed = '';
    for (const [index, step] of steps.entries()) {
      if (step.kind === 'commands') {
        printed = '';
        for (const line of step.lines) {
          printed += await this.command(runnable(line, this.pack), statusOf(step, line, steps[index + 1]));
        }
      } else if (step.kind === 'output') {
        requireShown(step.lines, printed.replaceAll(REPORT_LINE, ''));
      } else {
        this.folder.write(step.name, step.content);
        if (names !== undefined || step.name.startsWith('app.')) {
          this.names = names ?? declaredNames(step.content);
        }
      }
    }
    if (steps.some(isRehearsal)) {
      this.judge(sandboxStatus);
    }
  }

  private judge(sandboxStatus: string | null): void {
    const complaints = shortfall(this.folder.read<{ accounts: Outcome[] }>(REPORT_FILE).accounts, this.names, sandboxStatus);
    if (complaints.length > 0) {
      throw new Error(complaints.join('\n'));
    }
    // The next rehearsal has to write one of its own.
    this.folder.delete(REPORT_FILE);
    this.notes.push(`${this.names.length} accounts are AVAILABLE${sandboxStatus === null ? '' : `, and ${sandboxStatus} in Innovation Sandbox`}`);
  }

  private command(line: string, expectedStatus: number): Promise<string> {
    return this.folder.run(line, expectedStatus).catch(async (error: unknown) => {
      if (!line.startsWith('yarn add ')) {
        throw error;
      }
      this.notes.push(await lendBundled(this.folder, error));
      return this.folder.run(line);
    });
  }
}

/** Whether the step is the file of settings. */
export const isSettings = (step: Step): boolean => step.kind === 'file' && step.name === 'cdk.json';

const isRehearsal = (step: Step): boolean => step.kind === 'commands' && step.lines.some(line => line.includes('account-robot rehearse'));
