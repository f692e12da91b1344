import type { CfnResource } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';

/** A resource as the template will have it. */
export interface RenderedResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
}

/**
 * A resource as the template will have it, with what aspects, property injectors and overrides made of it.
 *
 * For validations, which run when all of these have. The CDK renders a resource by a method that it keeps to itself; its own assertions read templates that
 * are written already. Undefined for a resource that is not rendered.
 */
export function rendered(resource: CfnResource): RenderedResource | undefined {
  const renderable = resource as unknown as { _toCloudFormation(): object };
  const { Resources } = Stack.of(resource).resolve(renderable._toCloudFormation()) as { Resources?: Record<string, RenderedResource> };
  return Object.values(Resources ?? {})[0];
}
