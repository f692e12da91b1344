#!/usr/bin/env bash
# Ids of the CDK's property injectors that don't follow the class they are of.
#
# An injector says by an id which class it is for. The ids look like the way to the class: 'aws-cdk-lib.aws-s3.Bucket'. An id that is no class's is taken without a
# word, and its injector is never asked.
#
# Expected: an injector for 'aws-cdk-lib.custom-resources.Provider' is asked when a Provider of aws-cdk-lib/custom-resources is made; and each id is the module and
#           the name of a class that can be imported.
# Seen:     it isn't asked. 21 of 393 ids are of no such class, Provider and LogGroup among them.
#
# For us: what a class says of itself, Provider.PROPERTY_INJECTION_ID, is the only id to use, in tests that inject and in what we tell users.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init --yes >init.log
npm install --no-audit --no-fund --prefer-offline --ignore-scripts aws-cdk-lib@2.276.0 constructs@10.5.1 >install.log

cat >probe.cjs <<'PROBE'
const { App, Stack } = require('aws-cdk-lib');
const { Code, Function: LambdaFunction, Runtime } = require('aws-cdk-lib/aws-lambda');
const { Provider } = require('aws-cdk-lib/custom-resources');
const { exports: entries } = require('aws-cdk-lib/package.json');

/** How often an injector of this id is asked while one Provider is made. */
function asked(id) {
  let times = 0;
  const inject = props => { times++; return props; };
  const stack = new Stack(new App({ propertyInjectors: [{ constructUniqueId: id, inject }] }), 'Stack');
  const onEventHandler = new LambdaFunction(stack, 'Handler', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('//') });
  new Provider(stack, 'Provider', { onEventHandler });
  return times;
}

const ids = new Set();
const classes = new Set();
for (const entry of Object.keys(entries)) {
  const module = /^\.\/([a-z0-9-]+)$/.exec(entry)?.[1];
  if (module === undefined || module === 'package') continue;
  for (const [name, value] of Object.entries(require(`aws-cdk-lib/${module}`))) {
    if (typeof value !== 'function' || value.PROPERTY_INJECTION_ID === undefined) continue;
    ids.add(value.PROPERTY_INJECTION_ID);
    classes.add(`aws-cdk-lib.${module}.${name}`);
  }
}
const odd = [...ids].filter(id => !classes.has(id)).sort();

for (const id of ['aws-cdk-lib.custom-resources.Provider', Provider.PROPERTY_INJECTION_ID]) console.log(`${id}: asked ${asked(id)}`);
console.log(`${odd.length} of ${ids.size} ids are of no class that can be imported`);
for (const id of odd.filter(other => /\.(Provider|AwsCustomResource|LogGroup|LogRetention)$/.test(other))) console.log(id);
PROBE

cat >known.txt <<'KNOWN'
aws-cdk-lib.custom-resources.Provider: asked 0
aws-cdk-lib.aws-custom-resources.Provider: asked 1
21 of 393 ids are of no class that can be imported
aws-cdk-lib.aws-custom-resources.AwsCustomResource
aws-cdk-lib.aws-custom-resources.Provider
aws-cdk-lib.aws-log.LogGroup
aws-cdk-lib.aws-log.LogRetention
KNOWN

node probe.cjs >seen.txt

echo 'Ids of property injectors in aws-cdk-lib 2.276.0'
echo
cat seen.txt
echo
if ! diff known.txt seen.txt >difference.txt; then
  echo 'This is not what was found before (< then, > now):'
  cat difference.txt
  exit 1
fi
echo 'As found before: expected was that the first is asked once and that all ids are of such a class.'
