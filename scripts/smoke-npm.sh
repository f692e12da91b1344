#!/usr/bin/env bash
# Installs the npm package as built into an empty folder, synthesizes an app of three lines and rehearses it with the package's command.
set -euo pipefail
cd "$(dirname "$0")/.."

npx projen package:js >/dev/null
tarball=$(ls "$PWD"/dist/js/*.tgz)
cdk=$(node -p "require('./package.json').devDependencies['aws-cdk-lib']")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error "$tarball" "aws-cdk-lib@$cdk" constructs@10 aws-cdk@2
cat >cdk.json <<'JSON'
{
  "app": "node app.js",
  "context": {
    "account-robot": {
      "holdingOrganizationalUnitId": "ou-abcd-11112222",
      "accountEmail": "aws+{name}@example.com",
      "ssoUser": { "email": "pool@example.com", "firstName": "Pool", "lastName": "Account" }
    }
  }
}
JSON
cat >app.js <<'JS'
const { App, Stack } = require('aws-cdk-lib');
const { PoolAccount } = require('account-robot');
new PoolAccount(new Stack(new App(), 'Pool'), 'pool-010');
JS
npx cdk synth --quiet
npx account-robot rehearse --json report.json
node -e "
const { accounts: [account, ...more] } = require('./report.json');
if (account.name !== 'pool-010' || account.state !== 'AVAILABLE' || more.length) throw new Error('pool-010 is not AVAILABLE: ' + JSON.stringify(account));
"
echo 'the npm package works in an empty folder'
