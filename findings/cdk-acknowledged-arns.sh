#!/usr/bin/env bash
# For a dozen releases the CDK refused to have findings acknowledged that cdk-nag itself names.
#
# cdk-nag 3 names a finding about one resource of a policy by the rule and the ARN, as in AwsSolutions-IAM5[Resource::arn:aws:s3:::bucket/*]. Validations.of(scope).acknowledge()
# takes such an id, and an id may have a prefix, which a double colon separates from the rule.
#
# Expected: what stands in the brackets is part of the rule's name, so whatever cdk-nag reports can be acknowledged.
# Seen: in 2.263.0 every double colon counts as the separator. An ARN without a Region or an account has one, so acknowledging throws, and with it the synthesis. 2.270.0 takes
#   the id.
# For us: src/shared/nag-reasons.ts leaves such a reason out where the CDK refuses it, so that nobody's synthesis fails for it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install constructs@10.6.0 between@npm:aws-cdk-lib@2.263.0 after@npm:aws-cdk-lib@2.270.0 --silent --no-audit --no-fund > /dev/null

cat > shows.js <<'JS'
const id = 'AwsSolutions-IAM5[Resource::arn:aws:s3:::bucket/*]';
const said = name => {
  const { App, Stack, Validations } = require(name);
  try {
    Validations.of(new Stack(new App(), 'Stack')).acknowledge({ id, reason: 'the bucket is ours' });
    return 'acknowledged';
  } catch (error) {
    return error.message;
  }
};
const results = Object.fromEntries(['between', 'after'].map(name => [name, said(name)]));
for (const [name, result] of Object.entries(results)) {
  console.log(`aws-cdk-lib ${require(`${name}/package.json`).version} on Node ${process.version}: ${result}`);
}
process.exit(results.between.startsWith('Invalid validation rule ID') && results.after === 'acknowledged' ? 0 : 1);
JS
node shows.js
