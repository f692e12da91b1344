#!/usr/bin/env bash
# Look-ups of the CDK whose stand-ins the CDK's own rules refuse.
#
# The first synthesis of an app with Vpc.fromLookup() knows no network yet. It stands in for one with made-up ids, and names the look-up as missing, so that the command
# can make it and synthesize again. The recommended feature flag '@aws-cdk/core:validateAgainstDefaultRules' has each template held against rules.
#
# Expected: the first synthesis ends well with that flag too, as made-up values are nobody's mistake; or they keep to the rules.
# Seen:     app.synth() throws ValidationFailed: 'p-12345' is no subnet's id, and 'vpc-12345' no network's. The missing look-up was written before that.
#
# For us: tests of apps with a looked-up network give the answer in cdk.context.json, and a first synthesis by hand may fail for a reason that isn't the app's.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init --yes >init.log
npm install --no-audit --no-fund --prefer-offline --ignore-scripts aws-cdk-lib@2.276.0 constructs@10.5.1 >install.log

cat >probe.cjs <<'PROBE'
const fs = require('node:fs');
const { App, Stack } = require('aws-cdk-lib');
const { Vpc } = require('aws-cdk-lib/aws-ec2');
const { Code, Function: LambdaFunction, Runtime } = require('aws-cdk-lib/aws-lambda');
const flags = require('aws-cdk-lib/recommended-feature-flags.json');

const FLAG = '@aws-cdk/core:validateAgainstDefaultRules';

/** What becomes of the first synthesis of a function in a network that is looked up. */
function synthesize(name, context) {
  const outdir = `out-${name}`;
  const stack = new Stack(new App({ outdir, context }), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  const vpc = Vpc.fromLookup(stack, 'Vpc', { vpcName: 'shared' });
  new LambdaFunction(stack, 'Function', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('//'), vpc });
  let outcome = 'ends well';
  try {
    stack.node.root.synth();
  } catch (error) {
    outcome = `throws ${error.name}`;
  }
  const { missing = [] } = JSON.parse(fs.readFileSync(`${outdir}/manifest.json`, 'utf8'));
  console.log(`${name}: ${outcome}, ${missing.length} look-up missing`);
}

console.log(`recommended: ${flags[FLAG]}`);
synthesize('without', {});
synthesize('with', { [FLAG]: true });
PROBE

cat >known.txt <<'KNOWN'
recommended: true
without: ends well, 1 look-up missing
with: throws ValidationFailed, 1 look-up missing
KNOWN

node probe.cjs >seen.txt 2>report.txt

echo 'A look-up of aws-cdk-lib 2.276.0 at the first synthesis, without and with a recommended flag'
echo
cat seen.txt
echo
if ! diff known.txt seen.txt >difference.txt; then
  echo 'This is not what was found before (< then, > now):'
  cat difference.txt
  exit 1
fi
echo 'As found before: expected was that it ends well with the flag, too.'
