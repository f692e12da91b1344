#!/usr/bin/env bash
# Which refusals of AWS Organizations the SDK for JavaScript sends again, and how often.
#
# The client of a service is told with maxAttempts how often a request may be sent. Organizations describes ConcurrentModificationException and
# FinalizingOrganizationException as something that passes: try again later.
#
# Expected: both are sent again as throttling is; and a hundred calls that are all throttled make three hundred requests with maxAttempts 3, and five hundred
#           with maxAttempts 5.
# Seen:     both are sent once. A hundred calls make two hundred requests with either setting: a client has a quota of retries for all its calls together, and
#           the first hundred use it up.
#
# For us: patience with Organizations is our own, whatever the client is set to; and many calls side by side have hardly any of the client's.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init --yes >init.log
npm install --no-audit --no-fund --prefer-offline --ignore-scripts @aws-sdk/client-organizations@3.1169.0 >install.log

cat >probe.cjs <<'PROBE'
const { createServer } = require('node:http');
const { CreateAccountCommand, OrganizationsClient } = require('@aws-sdk/client-organizations');

let received = 0;
let refusal = '';
// An endpoint that refuses everything for the same reason, and counts.
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    received++;
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ __type: refusal, message: 'not now' }));
  });
});

async function requests(error, calls, maxAttempts) {
  refusal = error;
  received = 0;
  const { port } = server.address();
  const client = new OrganizationsClient({
    endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', maxAttempts, credentials: { accessKeyId: 'example', secretAccessKey: 'example' },
  });
  const command = () => client.send(new CreateAccountCommand({ AccountName: 'pool-001', Email: 'aws+pool-001@example.com' }));
  await Promise.allSettled(Array.from({ length: calls }, command));
  client.destroy();
  console.log(`${error} ${calls} ${maxAttempts} ${received}`);
}

async function main() {
  console.log('refusal calls maxAttempts requests');
  for (const error of ['TooManyRequestsException', 'ConcurrentModificationException', 'FinalizingOrganizationException']) {
    await requests(error, 1, 3);
  }
  await requests('TooManyRequestsException', 100, 3);
  await requests('TooManyRequestsException', 100, 5);
  server.closeAllConnections();
  server.close();
}

server.listen(0, '127.0.0.1', main);
PROBE

cat >known.txt <<'KNOWN'
refusal calls maxAttempts requests
TooManyRequestsException 1 3 3
ConcurrentModificationException 1 3 1
FinalizingOrganizationException 1 3 1
TooManyRequestsException 100 3 200
TooManyRequestsException 100 5 200
KNOWN

node --no-warnings probe.cjs >seen.txt

echo 'Requests that @aws-sdk/client-organizations 3.1169.0 makes of calls that are all refused'
echo
awk '{ printf "%-34s%-8s%-14s%s\n", $1, $2, $3, $4 }' seen.txt
echo
if ! diff known.txt seen.txt >difference.txt; then
  echo 'This is not what was found before (< then, > now):'
  cat difference.txt
  exit 1
fi
echo 'As found before: expected was 3, 3, 3, 300 and 500.'
