/**
 * What cfn-lint says of the templates that the apps of test/apps synthesize: nothing but what is known. All of them take minutes, in the long
 * test; the gate takes so many that each type of resource is met.
 */

import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import type { AppTemplate } from './templates';
import { AppTemplates } from './templates';
import { command } from './tools';
import { UNLISTED_ACTIONS } from '../../src/support';

interface Finding {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Filename: string;
}

/** What cfn-lint says and is no fault of a template. */
const KNOWN: readonly { readonly says: RegExp; readonly because: string }[] = [
  { says: /^W3005 /, because: 'the CDK writes a dependency on a role and on its policies, though the role is named by a GetAtt already' },
  {
    says: new RegExp(`^W3037 '(${UNLISTED_ACTIONS.map(action => action.split(':')[1].toLowerCase()).join('|')})' is not one of `),
    because: 'AWS documents these actions for Account Factory and lists them nowhere',
  },
  { says: /^W3010 Avoid hardcoding availability zones 'dummy1[abc]'$/, because: 'the CDK looks a network up at the second synthesis; until then it has these zones' },
  { says: /^E3006 Resource type 'Example::Platform::Ticket' does not exist/, because: 'an app has a type of its company\'s own registry' },
  { says: /^W2531 Runtime 'nodejs16\.x' was deprecated/, because: 'an app is there to show what an old runtime comes to' },
];

/** So many templates that each type is in one of them, the widest first. */
function covering(templates: readonly AppTemplate[]): AppTemplate[] {
  const typesOf = ({ template }: AppTemplate) => [...new Set(Object.values(template.Resources ?? {}).map(({ Type }) => Type))];
  const met = new Set<string>();
  const chosen: AppTemplate[] = [];
  for (;;) {
    const news = (template: AppTemplate) => typesOf(template).filter(type => !met.has(type)).length;
    const widest = templates.reduce((best, candidate) => (news(candidate) > news(best) ? candidate : best));
    if (news(widest) === 0) {
      return chosen;
    }
    typesOf(widest).forEach(type => met.add(type));
    chosen.push(widest);
  }
}

test('templates pass', () => {
  const templates = new AppTemplates();
  try {
    const isAll = process.env.FIDELITY_ALL !== undefined;
    const chosen = isAll ? templates.all : covering(templates.all);
    const { status, stderr, stdout } = spawnSync(command('cfn-lint'), [
      '--format', 'json', '--', ...chosen.map(({ file }) => file),
    ], { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
    if (stdout === '') {
      throw new Error(`cfn-lint ended with status ${status}: ${stderr}`);
    }
    const findings = (JSON.parse(stdout) as Finding[]).map(({ Filename, Message, Rule }) => ({ file: path.basename(Filename), says: `${Rule.Id} ${Message}` }));
    expect(templates.all.length).toBeGreaterThan(60);
    expect(findings.filter(({ says }) => !KNOWN.some(known => known.says.test(says)))).toEqual([]);
    // A widest template doesn't have everything that all of them have.
    expect(KNOWN.filter(known => isAll && !findings.some(({ says }) => known.says.test(says))).map(({ because }) => because)).toEqual([]);
  } finally {
    templates.remove();
  }
}, 1_200_000);
