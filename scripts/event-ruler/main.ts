/**
 * Holds the patterns of our rules, and the rehearsal's matcher, against the matcher that AWS publishes (software.amazon.event.ruler), as far as the machine has Maven.
 *
 *     tsx --tsconfig tsconfig.dev.json scripts/event-ruler/main.ts
 */

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { rulerCases } from './cases';

const VERSION = '1.8.1';
/** What Maven has loaded once. */
const MAVEN = path.join(__dirname, '..', '..', '.languages', 'maven');
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>account-robot</groupId><artifactId>matches</artifactId><version>1</version>
<dependencies><dependency><groupId>software.amazon.event.ruler</groupId><artifactId>event-ruler</artifactId><version>${VERSION}</version></dependency></dependencies></project>
`;

function run(folder: string, command: string, ...parts: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, parts, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${command} ${parts.join(' ')} ended with status ${status}\n${stdout}${stderr}${error?.message ?? ''}`);
  }
  return stdout;
}

function ask(folder: string): boolean[] {
  fs.writeFileSync(path.join(folder, 'pom.xml'), POM);
  fs.writeFileSync(path.join(folder, 'questions.json'), JSON.stringify(rulerCases()));
  run(folder, 'mvn', '--quiet', '--batch-mode', `-Dmaven.repo.local=${MAVEN}`, 'dependency:build-classpath', '-Dmdep.outputFile=classpath');
  const classpath = fs.readFileSync(path.join(folder, 'classpath'), 'utf8').trim();
  run(folder, 'javac', '-cp', classpath, '-d', folder, path.join(__dirname, 'Matches.java'));
  return run(folder, 'java', '-cp', [classpath, folder].join(path.delimiter), 'Matches', 'questions.json').trim().split('\n').map(line => line === 'true');
}

function main(): void {
  if (['mvn', 'javac'].some(tool => spawnSync(tool, ['-version'], { stdio: 'ignore' }).status !== 0)) {
    console.log('event patterns: left out, because Maven and a JDK are not here');
    return;
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'event-ruler-'));
  try {
    const cases = rulerCases();
    const answers = ask(folder);
    const differing = cases.filter(({ fits }, index) => answers[index] !== fits);
    if (answers.length !== cases.length || differing.length > 0) {
      throw new Error(`${answers.length} answers to ${cases.length} questions, and the matcher of EventBridge says otherwise of:\n${differing.map(({ title, fits }) => `${title} (here: ${fits})`).join('\n')}`);
    }
    console.log(`event patterns: ${cases.length} questions, and event-ruler ${VERSION} answers each as the pages and the rehearsal do`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

main();
