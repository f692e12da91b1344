/**
 * Follows a page in a folder of its own: writes its files, runs its commands, and holds what it shows against what they print. Apps are synthesized in this
 * process, and the command is the one that ships. What talks to AWS is rehearsed: each page that has such commands says how, in a table that is read here.
 */

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as robot from 'account-robot';
import * as cdk from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as ts from 'typescript';
import { requireShown, statusOf } from '../../scripts/readme-runs/shown';
import type { Step } from '../../scripts/readme-runs/steps';
import { pageSteps, REPORT_FILE, REPORT_LINE } from '../../scripts/readme-runs/steps';

const ROOT = path.join(__dirname, '..', '..');

/** What apps of pages import, besides the CDK's core. */
const LIBRARIES: Readonly<Record<string, unknown>> = {
  'account-robot': robot,
  'aws-cdk-lib/aws-cloudwatch': cloudwatch,
  'aws-cdk-lib/aws-cloudwatch-actions': actions,
  'aws-cdk-lib/aws-events': events,
  'aws-cdk-lib/aws-events-targets': targets,
  'aws-cdk-lib/aws-sns': sns,
  'aws-cdk-lib/aws-sns-subscriptions': subscriptions,
};

/** A command as it stands in the table of a page, and what is rehearsed for it. */
export type Rehearsed = ReadonlyMap<string, string>;

/** A page being followed. */
export class FollowedPage {
  public readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'page-'));
  /** The reports of its rehearsals, in order. */
  public readonly reports: any[] = [];
  /** The commands that were rehearsed for others. */
  public readonly translated = new Set<string>();
  private readonly steps: Step[];
  private readonly words: Rehearsed;

  constructor(page: string) {
    const text = fs.readFileSync(path.join(ROOT, page), 'utf8');
    this.steps = pageSteps(text);
    this.words = rehearsedCommands(text);
  }

  /** Does all that the page says. */
  public follow(): void {
    let printed = '';
    for (const [index, step] of this.steps.entries()) {
      if (step.kind === 'file') {
        fs.writeFileSync(path.join(this.folder, step.name), step.content);
      } else if (step.kind === 'output') {
        requireShown(step.lines, printed);
      } else {
        printed = step.lines.map(line => this.run(line, statusOf(step, line, this.steps[index + 1]))).join('');
      }
    }
  }

  public remove(): void {
    fs.rmSync(this.folder, { recursive: true });
  }

  private run(line: string, expectedStatus: number): string {
    const rehearsed = this.words.get(line);
    if (rehearsed !== undefined) {
      this.translated.add(line);
      return rehearsed.split(' && ').map(part => this.run(part, part.startsWith('npx account-robot') ? expectedStatus : 0)).join('');
    }
    if (line.startsWith('npm install ')) {
      return '';
    }
    if (line === 'npx cdk synth --quiet') {
      return this.synthesize();
    }
    const command = /^npx account-robot (rehearse .*|rehearse)$/.exec(line)?.[1];
    if (command !== undefined) {
      return this.rehearse(command.split(' '), expectedStatus);
    }
    if (/^(node [\w-]+\.mjs( > [\w.-]+)?|grep [\w-]+ [\w.-]+)$/.test(line)) {
      return this.spawned('bash', ['-c', line], 0);
    }
    throw new Error(`nobody knows how to follow the command ${JSON.stringify(line)}; say in the page's table what is rehearsed for it`);
  }

  private rehearse(args: readonly string[], expectedStatus: number): string {
    const printed = this.spawned(process.execPath, [path.join(ROOT, 'bin', 'account-robot'), ...args, '--json', REPORT_FILE], expectedStatus);
    this.reports.push(JSON.parse(fs.readFileSync(path.join(this.folder, REPORT_FILE), 'utf8')));
    return printed.replaceAll(REPORT_LINE, '');
  }

  private spawned(program: string, args: readonly string[], expectedStatus: number): string {
    const { status, stderr, stdout } = spawnSync(program, args, { cwd: this.folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
    if (status !== expectedStatus) {
      throw new Error(`${args.join(' ')} ended with ${status}, and ${expectedStatus} was expected:\n${stdout}${stderr}`);
    }
    return stdout;
  }

  /** As `cdk synth` does, but in this process. */
  private synthesize(): string {
    const { app, context } = JSON.parse(fs.readFileSync(path.join(this.folder, 'cdk.json'), 'utf8'));
    const file = path.join(this.folder, /^npx tsx (app\.ts)$/.exec(app)![1]);
    const outdir = path.join(this.folder, 'cdk.out');
    const apps: cdk.App[] = [];
    class PageApp extends cdk.App {
      constructor() {
        super({ outdir, context, autoSynth: false });
        apps.push(this);
      }
    }
    // The members of the CDK load when they are asked for, and most never are.
    const libraries: Record<string, unknown> = { ...LIBRARIES, 'aws-cdk-lib': Object.create(cdk, { App: { value: PageApp } }) };
    const known = (name: string): unknown => {
      if (name.startsWith('./')) {
        return JSON.parse(fs.readFileSync(path.join(this.folder, name), 'utf8'));
      }
      if (!(name in libraries)) {
        throw new Error(`an app of a page imports ${name}, and only ${Object.keys(libraries).join(' and ')} are at hand`);
      }
      return libraries[name];
    };
    const { outputText } = ts.transpileModule(fs.readFileSync(file, 'utf8'), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    new Function('require', 'exports', outputText)(known, {});
    apps.forEach(one => one.synth());
    return '';
  }
}

/** The table of a page whose first two columns are headed "for real" and "in the rehearsal". */
function rehearsedCommands(text: string): Rehearsed {
  const [, table = ''] = /^\| for real \| in the rehearsal \|.*\n\|.*\n((?:\|.*\n)+)/m.exec(text) ?? [];
  return new Map([...table.matchAll(/^\| `([^`]+)` \| `([^`]+)` \|/gm)].map(([, real, rehearsed]) => [real, rehearsed]));
}
