#!/usr/bin/env bash
# Apps of the CDK that nobody holds any more, and that stay in memory.
#
# A process that synthesizes many apps, one after the other, such as a test suite, a server or a benchmark, lets go of each when it is written. An app is a tree of
# constructs that refer to each other, which the engine collects as a whole.
#
# Expected: after a garbage collection most apps are gone, the last one perhaps excepted.
# Seen:     every app of the process is alive, also one with a single resource and nothing that refers to it. Tokens are registered in a map of the process, which
#           holds what they resolve to, and with it the tree.
#
# For us: the soak, which measures memory over hundreds of deployments, synthesizes its apps in processes of their own; one of three accounts keeps some 600 kB.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init --yes >init.log
npm install --no-audit --no-fund --prefer-offline --ignore-scripts aws-cdk-lib@2.276.0 constructs@10.8.1 >install.log

cat >probe.cjs <<'PROBE'
const { App, CfnOutput, Stack } = require('aws-cdk-lib');
const { Topic } = require('aws-cdk-lib/aws-sns');
const { Construct } = require('constructs');

const APPS = 20;

/** How many of twenty things that `make` makes are alive after garbage collections. */
async function alive(make) {
  const made = Array.from({ length: APPS }, (_, number) => new WeakRef(make(number)));
  for (let round = 0; round < 5; round++) {
    await new Promise(resolve => setTimeout(resolve, 20));
    globalThis.gc();
  }
  return made.filter(ref => ref.deref() !== undefined).length;
}

function synthesize(name, fill) {
  const app = new App({ outdir: `out-${name}` });
  fill(new Stack(app, 'Stack'));
  app.synth();
  return app;
}

async function main() {
  // That the measure works: trees of plain constructs are collected.
  const trees = await alive(() => { const root = new Construct(undefined, ''); new Construct(root, 'Child'); return root; });
  console.log(`trees of constructs without the CDK: ${trees > 1 ? trees : 'none or one'} of ${APPS} alive`);
  const plain = await alive(number => synthesize(`plain-${number}`, stack => new Topic(stack, 'Topic')));
  console.log(`apps with one topic: ${plain} of ${APPS} alive`);
  const referring = await alive(number => synthesize(`referring-${number}`, stack => new CfnOutput(stack, 'Arn', { value: new Topic(stack, 'Topic').topicArn })));
  console.log(`apps with a topic and an output: ${referring} of ${APPS} alive`);
}

void main();
PROBE

cat >known.txt <<'KNOWN'
trees of constructs without the CDK: none or one of 20 alive
apps with one topic: 20 of 20 alive
apps with a topic and an output: 20 of 20 alive
KNOWN

node --expose-gc probe.cjs >seen.txt

echo 'Apps of aws-cdk-lib 2.276.0 after their synthesis, when nothing of the program refers to them'
echo
cat seen.txt
echo
if ! diff known.txt seen.txt >difference.txt; then
  echo 'This is not what was found before (< then, > now):'
  cat difference.txt
  exit 1
fi
echo 'As found before: expected was that they are collected.'
