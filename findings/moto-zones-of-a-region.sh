#!/usr/bin/env bash
# moto's Fn::GetAZs has the zones of us-east-1 in every Region where its argument is empty, and names of no Region where it is a function.
#
# Expected: an empty argument is the Region of the stack, and so is {"Ref": "AWS::Region"}, which the CDK's and most people's templates use:
#   https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html
# Seen: in eu-west-1 the first is us-east-1a, and the second "{'Ref': 'AWS::Region'}a".
# For us: test/fidelity/rivals/intrinsics.held.ts has both as known differences.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv tools
tools/bin/python -m pip install --quiet --disable-pip-version-check 'moto[cloudformation]==5.2.5' 'botocore==1.43.106' 'boto3==1.43.106'

cat > shows.py <<'PY'
import json
import sys

import boto3
import moto
from moto import mock_aws

TEMPLATE = {
    "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
    "Outputs": {
        "Empty": {"Value": {"Fn::Select": [0, {"Fn::GetAZs": ""}]}},
        "Function": {"Value": {"Fn::Select": [0, {"Fn::GetAZs": {"Ref": "AWS::Region"}}]}},
    },
}


@mock_aws
def outputs():
    client = boto3.client("cloudformation", region_name="eu-west-1", aws_access_key_id="x", aws_secret_access_key="x")
    client.create_stack(StackName="zones", TemplateBody=json.dumps(TEMPLATE))
    stack = client.describe_stacks(StackName="zones")["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


zones = outputs()
print(f"moto {moto.__version__} on Python {sys.version.split()[0]}, in eu-west-1")
print(zones)
sys.exit(0 if zones == {"Empty": "us-east-1a", "Function": "{'Ref': 'AWS::Region'}a"} else 1)
PY
tools/bin/python shows.py
