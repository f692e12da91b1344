"""Evaluates properties of templates with moto's engine: reads templates as JSON from standard input, writes what came of each.

A resource is not made: its Ref is its logical id with '-id' behind it, and an attribute says what it is one of.
"""

import json
import sys
import warnings
from collections import namedtuple

from moto.cloudformation.parsing import ResourceMap, clean_json

Export = namedtuple("Export", "name value")


class Resource:
    def __init__(self, logical_id):
        self.logical_id = logical_id
        self.physical_resource_id = f"{logical_id}-id"

    def get_cfn_attribute(self, name):
        return f"{self.logical_id}.{name}"


def evaluated(case):
    template = case["template"]
    stack_map = ResourceMap(
        stack_id=case["stackId"],
        stack_name=case["stackName"],
        parameters=case["parameters"],
        tags={},
        region_name=case["region"],
        account_id=case["account"],
        template=template,
        cross_stack_resources={name: Export(name, value) for name, value in case["exports"].items()},
    )
    stack_map.parse_ssm_parameter = lambda value, value_type: case["ssmParameters"][value]
    stack_map.load_mapping()
    stack_map.load_parameters()
    stack_map.load_conditions()
    for logical_id in template["Resources"]:
        stack_map._parsed_resources[logical_id] = Resource(logical_id)
    conditions = {name: bool(stack_map.lazy_condition_map[name]) for name in template.get("Conditions", {})}
    return {"conditions": conditions, "values": [attempt(value, stack_map) for value in case["values"]]}


def attempt(value, stack_map):
    try:
        return {"value": clean_json(value, stack_map)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


warnings.simplefilter("ignore")
json.dump([evaluated(case) for case in json.load(sys.stdin)], sys.stdout)
