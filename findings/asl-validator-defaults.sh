#!/usr/bin/env bash
# asl-validator writes into the definition that it is asked about.
#
# Expected: a validator reads. What is valid before is what goes to Step Functions afterwards, the same object included.
# Seen: states of the definition have a member QueryLanguage afterwards that nobody wrote. Whoever validates an object and then writes it into a template
#   deploys another definition than the one that was written, and a reader of theirs that knows the members of a state meets an unknown one.
# For us: test/fidelity/rivals/waiter.held.ts gives it a copy.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install asl-validator@4.0.0 --silent --no-audit --no-fund > /dev/null

cat > shows.js <<'JS'
const validate = require('asl-validator');
const definition = {
  StartAt: 'Ask',
  States: { Ask: { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:ask', End: true } },
};
const written = JSON.stringify(definition);
const { isValid } = validate(definition);
const left = JSON.stringify(definition);
console.log(`asl-validator ${require('asl-validator/package.json').version} on Node ${process.version}`);
console.log(`valid:   ${isValid}`);
console.log(`written: ${written}`);
console.log(`left:    ${left}`);
process.exit(isValid && left !== written && left.includes('"QueryLanguage"') ? 0 : 1);
JS
node shows.js
