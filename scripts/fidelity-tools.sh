#!/usr/bin/env bash
# Installs what the rehearsal is held against into .venv-fidelity, where it isn't there yet in these versions, and prints the path of that folder.
set -eu
modules=('asl-validator@4.0.0')
packages=('moto[cloudformation,server]==5.2.5' 'ministack==1.5.33' 'cfn-lint==1.58.0' 'botocore==1.43.106' 'boto3==1.43.106')
root=$(cd "$(dirname "$0")/.." && pwd)
folder="$root/.venv-fidelity"

if [ "$(cat "$folder/installed" 2>/dev/null)" != "${packages[*]} ${modules[*]}" ]; then
  python3 -m venv --clear "$folder" >&2
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "${packages[@]}" >&2
  npm install --silent --no-audit --no-fund --no-save --prefix "$folder" "${modules[@]}" >&2
  printf '%s\n' "${packages[*]} ${modules[*]}" > "$folder/installed"
fi
printf '%s\n' "$folder"
