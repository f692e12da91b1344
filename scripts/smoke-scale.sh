#!/usr/bin/env bash
# Synthesizes a thousand accounts in seven stacks, rehearses their deployment, and looks for each of them in the report.
# Takes minutes, so the gate doesn't run it. Needs the bundles: npx projen bundle.
#
#     scripts/smoke-scale.sh [accounts]
set -euo pipefail
cd "$(dirname "$0")/.."

size=${1:-1000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Ten minutes each: what is asked here doesn't depend on how long a creation takes.
cat >"$folder/world.yaml" <<'YAML'
organization:
  managementAccountId: '111122223333'
  homeRegion: eu-west-1
  accountQuota: 10000
  organizationalUnits:
    - { id: ou-abcd-11112222, name: Pool, registered: true }
factory:
  concurrency: 10
  creationMinutes: { median: 10, sigma: 0, minimum: 10, maximum: 10 }
deployment:
  stackConcurrency: 2
YAML
CDK_OUTDIR=$folder/cdk.out CDK_CONTEXT_JSON="{\"size\":$size}" npx tsx --tsconfig tsconfig.dev.json examples/large/app.ts
# File descriptor 3 gets what the command took.
node --require ./bench/gauge.cjs bin/account-robot rehearse "$folder/cdk.out" --no-rollback --world "$folder/world.yaml" --json "$folder/report.json" \
  3>"$folder/gauge.json" >"$folder/log" || { tail -n 40 "$folder/log"; exit 1; }
grep -E '^(Takes in AWS|Rehearsed in|Factory|AWS calls)' "$folder/log"
node -e "
const [size, folder] = process.argv.slice(1);
const { accounts, stacks } = require(folder + '/report.json');
const { megabytes, cpuSeconds } = require(folder + '/gauge.json');
const ids = new Set(accounts.map(({ accountId }) => accountId));
const missing = accounts.filter(({ state, accountId }) => state !== 'AVAILABLE' || !/^\d{12}\$/.test(accountId));
if (accounts.length !== Number(size) || ids.size !== accounts.length || missing.length) {
  throw new Error(accounts.length + ' accounts with ' + ids.size + ' ids, ' + missing.length + ' of them not AVAILABLE; expected ' + size + ', each with an id of its own');
}
console.log(size + ' accounts in ' + stacks.length + ' stacks are AVAILABLE, each with an id of its own: ' + Math.round(cpuSeconds) + ' s of CPU, ' + megabytes + ' MB');
" "$size" "$folder"
