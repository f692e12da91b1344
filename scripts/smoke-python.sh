#!/usr/bin/env bash
# Installs the Python wheel as built into an empty folder, synthesizes an app of three lines and rehearses it with the command that the wheel brings.
set -euo pipefail
cd "$(dirname "$0")/.."

npx projen package:python >/dev/null
wheel=$(ls "$PWD"/dist/python/*.whl)
cdk=$(node -p "require('./package.json').devDependencies['aws-cdk-lib']")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp examples/python/app.py examples/python/cdk.json "$folder"
cd "$folder"

python3 -m venv .venv
. .venv/bin/activate
pip install --quiet --disable-pip-version-check "$wheel" "aws-cdk-lib==$cdk"
# What the CDK command does: it hands over cdk.json's context and the folder to write to.
CDK_CONTEXT_JSON=$(node -p "JSON.stringify(require('./cdk.json').context)") CDK_OUTDIR=cdk.out python app.py
account-robot rehearse cdk.out --json report.json
python - <<'PY'
import json
report = json.load(open('report.json'))
assert report['accounts'] and all(account['state'] == 'AVAILABLE' for account in report['accounts']), report['accounts']
PY
echo 'the Python package works in an empty folder'
