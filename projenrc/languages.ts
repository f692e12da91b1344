/** What the library is called in each language besides TypeScript. */

import type { cdk, TaskStep } from 'projen';

/** The organization on the forge, which is the only name that the project has; each registry's rules say what it becomes there. */
const ORGANIZATION = 'account-robot';

/** The registries that the library is published to. Each has its package from one and the same assembly. */
export const LANGUAGES = {
  publishToPypi: { distName: 'account-robot', module: 'account_robot', trustedPublishing: true },
  // Maven Central proves a group of this form by the organization's repository; a package of Java takes no hyphen.
  publishToMaven: { mavenGroupId: `io.github.${ORGANIZATION}`, mavenArtifactId: 'account-robot', javaPackage: 'io.github.account_robot' },
  // A repository of its own: a module is its sources, and a version of it is a tag there.
  publishToGo: { moduleName: `github.com/${ORGANIZATION}/account-robot-go`, packageName: 'accountrobot' },
  publishToNuget: { packageId: 'AccountRobot', dotNetNamespace: 'AccountRobot', trustedPublishing: true },
} satisfies Partial<cdk.JsiiProjectOptions>;

/** What only some machines have, and a package can't be built without. */
const TOOLS: Readonly<Record<string, string>> = { java: 'mvn --version', go: 'go version', dotnet: 'dotnet --version' };

/** The translator takes the examples in the documentation of each type, and puts what it made of them beside the assembly. */
const TABLET = '.jsii.tabl.json';

/** Adds how the packages are made and guarded: examples that compile and are translated, links that lead somewhere, an interface that breaks nobody. */
export function addLanguages(project: cdk.JsiiProject): void {
  const manifest = project.tryFindObjectFile('package.json')!;
  manifest.addOverride('jsii.metadata.jsii.rosetta.strict', true);
  project.gitignore.exclude(`/${TABLET}`);
  project.npmignore!.include(TABLET);
  project.npmignore!.exclude('/rosetta/', '/.languages/');

  const translate = project.addTask('translate', {
    description: 'Compiles the examples of the README and of the constructs, and translates them',
    steps: [{ exec: 'tsx scripts/packages/main.ts assembly' }, { exec: 'jsii-rosetta extract --strict' }],
  });
  project.compileTask.spawn(translate);
  // With what was published last. There is nothing to compare with before the first release, and jsii-diff says so.
  project.postCompileTask.spawn(project.tasks.tryFind('compat')!);

  const task = (language: string) => project.tasks.tryFind(`package:${language}`)!;
  task('js').exec('tsx scripts/packages/main.ts tarball');
  for (const language of ['python', 'java', 'dotnet']) {
    task(language).reset(`jsii-pacmak -v --target ${language} --rosetta-unknown-snippets fail`);
  }
  task('go').reset('jsii-pacmak -v --target go --code-only --rosetta-unknown-snippets fail');
  task('go').exec('tsx scripts/packages/go-module.ts');
  // Elsewhere than in CI all packages are made at once: those that can be made there.
  const all = project.tasks.tryFind('package-all')!;
  all.steps.forEach((step: TaskStep, index: number) => {
    const tool = TOOLS[step.spawn?.replace('package:', '') ?? ''];
    if (tool !== undefined) {
      all.updateStep(index, { ...step, condition: tool });
    }
  });
}
