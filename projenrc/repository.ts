/** Habits of the repository on its forge: what a change is asked, and who looks at it besides people. */

import type { javascript } from 'projen';
import { github, TextFile } from 'projen';

/** What a pull request begins with. */
export const PULL_REQUEST_TEMPLATE = [
  '<!-- The title becomes the line in the history: feat, fix or chore, and why. -->',
  '',
  '## Why',
  '',
  '## How it was tried',
  '',
  '<!-- A fix begins with a test that failed. A behaviour of AWS is looked up: where? -->',
  '',
  '- [ ] `npm test` passes',
  '- [ ] accounts that exist get no update: `test/src/golden/pool.json` is as it was',
  '- [ ] what users notice stands in CHANGELOG.md and in docs/',
];

/** Release 4.36.2. */
const CODEQL = ['github/codeql-action', '8aad20d150bbac5944a9f9d289da16a4b0d87c1e'] as const;
/** Actions that projen names by the tag of a release: what a tag stands for, whoever owns it can change. */
const PINNED: Readonly<Record<string, string>> = {
  // 6.0.0
  'actions/setup-dotnet': 'a98b56852c35b8e3190ac28c8c2271da59106c68',
  // 7.0.0
  'actions/setup-go': 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e',
  // 5.7.0
  'actions/setup-java': 'b6effb05e454b25005698d916606bdc6ffcbf961',
  // 7.0.0
  'actions/setup-python': '5fda3b95a4ea91299a34e894583c3862153e4b97',
  // 7.0.0
  'actions/setup-node': '820762786026740c76f36085b0efc47a31fe5020',
  // 8.1.1
  'peter-evans/create-pull-request': '5f6978faf089d4d20b00c7766989d076bb2fc7f1',
};
const CHECKOUT = { ...github.WorkflowSteps.checkout(), with: { 'persist-credentials': false } };
const { READ, WRITE } = github.workflows.JobPermission;

/** Writes the workflows that look for what people overlook. All actions are pinned by their hash; of CodeQL projen knows none. */
export function addWatch(project: javascript.NodeProject): void {
  Object.entries(PINNED).forEach(([action, commit]) => project.github!.actions.set(action, `${action}@${commit}`));
  const codeql = project.github!.addWorkflow('codeql');
  codeql.on({ push: { branches: ['main'] }, pullRequest: { branches: ['main'] }, schedule: [{ cron: '30 4 * * 1' }] });
  codeql.addJob('analyze', {
    runsOn: ['ubuntu-latest'],
    permissions: { actions: READ, contents: READ, securityEvents: WRITE },
    strategy: { failFast: false, matrix: { domain: { language: ['javascript-typescript', 'actions'] } } },
    steps: [
      CHECKOUT,
      { name: 'Initialize CodeQL', uses: `${CODEQL[0]}/init@${CODEQL[1]}`, with: { 'languages': '${{ matrix.language }}', 'build-mode': 'none' } },
      { name: 'Analyze', uses: `${CODEQL[0]}/analyze@${CODEQL[1]}`, with: { category: '/language:${{ matrix.language }}' } },
    ],
  });

  const review = project.github!.addWorkflow('dependency-review');
  review.on({ pullRequest: { branches: ['main'] } });
  review.addJob('review', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: READ },
    steps: [
      CHECKOUT,
      { name: 'Review dependencies', uses: github.ActionRefs.ACTIONS_DEPENDENCY_REVIEW_ACTION, with: { 'fail-on-severity': 'moderate' } },
    ],
  });

  addIssueForms(project);
}

/** What an issue is asked, so that it can be rehearsed again. */
function addIssueForms(project: javascript.NodeProject): void {
  const area = (id: string, label: string, description: string, required: boolean, render?: string) => [
    '  - type: textarea', `    id: ${id}`, '    attributes:', `      label: ${label}`, `      description: ${description}`,
    ...(render === undefined ? [] : [`      render: ${render}`]), '    validations:', `      required: ${required}`,
  ];
  form(project, 'problem.yml', [
    'name: Something goes wrong',
    'description: A deployment, a rehearsal or a page that does not do what it says',
    'labels: [bug]',
    'body:',
    '  - type: markdown',
    '    attributes:',
    '      value: A security problem does not belong here; SECURITY.md says where it does. Look over what you paste, as reports hold account ids and e-mail addresses.',
    ...area('what', 'What happened, and what was expected', 'A failure with its code and its words.', true),
    ...area('versions', 'Versions', 'Of account-robot, aws-cdk-lib, Node.js and, if there is one, Innovation Sandbox.', true),
    ...area('snapshot', 'Snapshot', 'Of your organization, if it was seen in AWS; attach what "npx account-robot snapshot --out snapshot.yaml" writes. Ids, names, addresses and tags in it are replaced by hashes, and it can be rehearsed in.', false),
    ...area('world', 'World file', 'The organization, as far as it matters; with it the problem can be rehearsed anywhere.', false, 'yaml'),
    ...area('report', 'Report or page', 'What "account-robot rehearse" wrote with --json, --html and --log, with the command and its seed; attach the files.', false),
    '  - type: dropdown',
    '    id: where',
    '    attributes:',
    '      label: Where it was seen',
    '      options:',
    '        - in a rehearsal',
    '        - in AWS',
    '        - in both, and they differ',
    '    validations:',
    '      required: true',
  ]);
  form(project, 'aws.yml', [
    'name: AWS behaves otherwise',
    'description: The rehearsal imitates something that AWS does in another way',
    'labels: [rehearsal]',
    'body:',
    ...area('rehearsed', 'What the rehearsal does', 'A call, a text, a time, an order.', true),
    ...area('seen', 'What AWS does', 'Its words as they stand, with ids and addresses replaced.', true),
    ...area('how', 'How that is known', 'A page of AWS, or when and how it was seen.', true),
  ]);
  form(project, 'wish.yml', [
    'name: Something is missing',
    'description: What the library or the command should be able to do',
    'labels: [enhancement]',
    'body:',
    ...area('task', 'What you want to get done', 'The situation, rather than the feature.', true),
    ...area('now', 'How it is done now', 'By hand, by a script, not at all.', false),
  ]);
  form(project, 'config.yml', ['blank_issues_enabled: false']);
}

function form(project: javascript.NodeProject, name: string, lines: readonly string[]): void {
  const file = new TextFile(project, `.github/ISSUE_TEMPLATE/${name}`, { marker: true });
  file.addLine(`# ${file.marker}`);
  lines.forEach(line => file.addLine(line));
}
