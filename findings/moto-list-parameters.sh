#!/usr/bin/env bash
# moto gives a parameter of the type CommaDelimitedList as a text where its value is the default, and as a list where it is given.
#
# Expected: a list in both cases, its members trimmed: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
# Seen: Fn::Select 0 of the default 'one,two' is the letter 'o', and Fn::Join with '-' writes it as 'o-n-e-,-t-w-o'. With the same value given, both are right.
# For us: test/fidelity/rivals/intrinsics.held.ts gives the values of lists, and has the default as a known difference.
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
    "Parameters": {"Names": {"Type": "CommaDelimitedList", "Default": "one,two"}},
    "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
    "Outputs": {
        "First": {"Value": {"Fn::Select": [0, {"Ref": "Names"}]}},
        "Joined": {"Value": {"Fn::Join": ["-", {"Ref": "Names"}]}},
    },
}


@mock_aws
def outputs(name, parameters):
    client = boto3.client("cloudformation", region_name="eu-west-1", aws_access_key_id="x", aws_secret_access_key="x")
    client.create_stack(StackName=name, TemplateBody=json.dumps(TEMPLATE), Parameters=parameters)
    stack = client.describe_stacks(StackName=name)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


by_default = outputs("default", [])
given = outputs("given", [{"ParameterKey": "Names", "ParameterValue": "one,two"}])
print(f"moto {moto.__version__} on Python {sys.version.split()[0]}")
print(f"by default: {by_default}")
print(f"given:      {given}")
seen = by_default == {"First": "o", "Joined": "o-n-e-,-t-w-o"} and given == {"First": "one", "Joined": "one-two"}
sys.exit(0 if seen else 1)
PY
tools/bin/python shows.py
