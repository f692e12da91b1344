/** The templates of the apps of test/apps: what this package and the CDK make for companies of many kinds. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import type { Template } from '../../../rehearsal/cloudformation/template';
import type { TestApp } from '../../apps/test-app';
import { SETTINGS } from '../../support/rehearse-app';

const APPS = path.join(__dirname, '..', '..', 'apps');
const NO_APPS = ['apps.test.ts', 'test-app.ts'];

const SITUATIONS = fs.readdirSync(APPS).filter(file => file.endsWith('.ts') && !NO_APPS.includes(file)).map(file => path.basename(file, '.ts')).sort();

/** A template of an app. */
export interface AppTemplate {
  /** 'plain-pool/Pool.template.json' */
  readonly name: string;
  readonly file: string;
  readonly region: string;
  readonly account: string;
  readonly template: Template;
}

/** Synthesizes all apps into a folder of their own. What one of them is refused by synthesis for, it is here too: then it has no template. */
export class AppTemplates {
  public readonly all: readonly AppTemplate[];
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'app-templates-'));

  /** @param situations the names of the apps; by default all */
  constructor(situations: readonly string[] = SITUATIONS) {
    this.all = situations.flatMap(situation => this.synthesized(situation));
  }

  public remove(): void {
    fs.rmSync(this.folder, { recursive: true });
  }

  private synthesized(situation: string): AppTemplate[] {
    const { app: { build, context, settings, verdict } } = jest.requireActual<{ app: TestApp }>(path.join(APPS, situation));
    const outdir = path.join(this.folder, situation);
    try {
      const app = new App({ outdir, context: { ...context, 'account-robot': { ...SETTINGS, ...settings } } });
      build(app);
      app.synth();
    } catch (error) {
      if (verdict.ends === 'refused') {
        return [];
      }
      throw error;
    }
    return templatesIn(outdir).map(({ account, file, region }) => ({
      name: path.relative(this.folder, file),
      file,
      account,
      region,
      template: JSON.parse(fs.readFileSync(file, 'utf8')) as Template,
    }));
  }
}

interface Place {
  readonly file: string;
  readonly account: string;
  readonly region: string;
}

/** Those of the manifest, with the environments of their stacks; nested ones have that of the stack above, and stages are assemblies of their own. */
function templatesIn(outdir: string): Place[] {
  const manifest = JSON.parse(fs.readFileSync(path.join(outdir, 'manifest.json'), 'utf8'));
  const artifacts: any[] = Object.values(manifest.artifacts);
  const stacks = artifacts.filter(({ type }) => type === 'aws:cloudformation:stack').map(({ environment, properties }): Place => {
    const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment)!;
    return {
      file: path.join(outdir, properties.templateFile),
      account: account === 'unknown-account' ? '111122223333' : account,
      region: region === 'unknown-region' ? 'eu-west-1' : region,
    };
  });
  const nested = fs.readdirSync(outdir).filter(name => name.endsWith('.nested.template.json')).map((name): Place => ({ ...stacks[0], file: path.join(outdir, name) }));
  const stages = artifacts.filter(({ type }) => type === 'cdk:cloud-assembly').flatMap(({ properties }) => templatesIn(path.join(outdir, properties.directoryName)));
  return [...stacks, ...nested, ...stages];
}
