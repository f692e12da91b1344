"""Evaluates policies with ministack's engine: reads cases as JSON from standard input, writes a verdict for each."""

import json
import sys

from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

VERDICTS = {"Allow": "allowed", "Deny": "explicitly-denied", "ImplicitDeny": "implicitly-denied"}
# What the engine takes from the principal and not from the request.
PRINCIPAL = {"aws:principalarn": "principal_arn", "aws:requestedregion": "region"}


def verdict(case):
    keys = {key.lower(): value for key, value in case["context"].items()}
    context = EvalContext(
        principal_arn=keys.get("aws:principalarn"),
        principal_type="AssumedRole",
        principal_account="111122223333",
        action=case["action"],
        resource_arn=case["resource"],
        region=keys.get("aws:requestedregion"),
        service_context={key: value for key, value in keys.items() if key not in PRINCIPAL},
    )
    return VERDICTS[evaluate(context, [parse_policy_document(policy) for policy in case["policies"]]).decision]


json.dump([verdict(case) for case in json.load(sys.stdin)], sys.stdout)
