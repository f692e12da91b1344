#!/usr/bin/env bash
# ministack trims the number that is the key of an item when the item is put, and doesn't when it is looked for.
#
# Expected: a key of type N is a number, and zeros before and behind it are trimmed, so that 8 and 8.0 are one key:
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
# Seen: what was put with 8.0 replaces what was put with 8, as it should; but GetItem with 8.0 finds nothing, before and after.
# For us: test/fidelity/rivals/dynamodb-known.ts has it as a known difference.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv tools
tools/bin/python -m pip install --quiet --disable-pip-version-check 'ministack==1.5.33' 'botocore==1.43.106' 'boto3==1.43.106'

cat > shows.py <<'PY'
import atexit
import importlib.metadata
import os
import socket
import subprocess
import sys
import time

import boto3

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
environment = {**os.environ, "GATEWAY_PORT": str(port), "BIND_HOST": "127.0.0.1", "TMPDIR": os.getcwd()}
server = subprocess.Popen([sys.executable, "-m", "ministack"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
atexit.register(lambda: (server.terminate(), server.wait()))
for _ in range(600):
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            break
    time.sleep(0.1)

client = boto3.client("dynamodb", region_name="us-east-1", endpoint_url=f"http://127.0.0.1:{port}", aws_access_key_id="x", aws_secret_access_key="x")
client.create_table(
    TableName="numbers",
    AttributeDefinitions=[{"AttributeName": "n", "AttributeType": "N"}],
    KeySchema=[{"AttributeName": "n", "KeyType": "HASH"}],
    BillingMode="PAY_PER_REQUEST",
)
client.put_item(TableName="numbers", Item={"n": {"N": "8"}})
def is_found(text):
    return "Item" in client.get_item(TableName="numbers", Key={"n": {"N": text}}, ConsistentRead=True)


before = (is_found("8"), is_found("8.0"))
client.put_item(TableName="numbers", Item={"n": {"N": "8.0"}})
count = client.scan(TableName="numbers", ConsistentRead=True)["Count"]
print(f"ministack {importlib.metadata.version('ministack')} on Python {sys.version.split()[0]}")
after = (is_found("8"), is_found("8.0"))
print(f"put with 8: found by 8 and by 8.0: {before}; put with 8.0 besides: {count} items, found: {after}")
sys.exit(0 if (before, count, after) == ((True, False), 1, (True, False)) else 1)
PY
tools/bin/python shows.py
