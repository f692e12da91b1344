#!/usr/bin/env bash
# Checks CloudFormation templates with cfn-lint: scripts/cfn-lint.sh TEMPLATE...
#
# Installs cfn-lint into .venv at the first run. Ends with status 3, and a sentence on standard error, where there is no Python to do that with.
set -eu
version=1.58.0
root=$(cd "$(dirname "$0")/.." && pwd)
tool="$root/.venv/bin/cfn-lint"

if ! command -v python3 >/dev/null 2>&1; then
  echo 'cfn-lint is not run: there is no python3 on this machine' >&2
  exit 3
fi
if [ "$("$tool" --version 2>/dev/null)" != "cfn-lint $version" ]; then
  if ! python3 -m venv "$root/.venv" >&2; then
    echo 'cfn-lint is not run: this python3 has no module venv' >&2
    exit 3
  fi
  "$root/.venv/bin/python" -m pip install --quiet "cfn-lint==$version" >&2
fi
exec "$tool" "$@"
