/** Aspects as companies have them: something is set on all functions, or on all roles. */

import type { IAspect } from 'aws-cdk-lib';
import { Aspects } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';

/** Changes every function below a scope. */
export function onFunctions(scope: IConstruct, change: (fn: lambda.CfnFunction) => void): void {
  Aspects.of(scope).add(aspect(node => node instanceof lambda.CfnFunction && change(node)));
}

/** Changes every role below a scope. */
export function onRoles(scope: IConstruct, change: (role: iam.CfnRole) => void): void {
  Aspects.of(scope).add(aspect(node => node instanceof iam.CfnRole && change(node)));
}

/** Attaches a policy that stands elsewhere to every role below a scope. */
export function attachToRoles(scope: IConstruct, managedPolicy: iam.IManagedPolicy): void {
  Aspects.of(scope).add(aspect(node => node instanceof iam.Role && node.addManagedPolicy(managedPolicy)));
}

/** Sets a variable of every function below a scope. */
export function setVariable(scope: IConstruct, name: string, value: string): void {
  Aspects.of(scope).add(aspect(node => node instanceof lambda.Function && node.addEnvironment(name, value)));
}

function aspect(visit: (node: IConstruct) => unknown): IAspect {
  return { visit: node => { visit(node); } };
}
