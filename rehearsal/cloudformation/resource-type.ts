/** What the engine knows of one resource type. */

import type { TypeFacts } from './known-properties';
import type { NameScope } from './neighbours';
import type { ResourceContent, StackRecord } from './stacks-state';

/** Where a resource is to be made. */
export interface Place {
  readonly stack: StackRecord;
  readonly logicalId: string;
  /** A name as CloudFormation generates it; a replacement gets another one. */
  readonly generatedName: string;
  /** The directory of an asset of the assembly, by its S3 key. */
  readonly assetDirectory: (key: string) => string | undefined;
}

/**
 * A type whose resources the rehearsal really makes. Everything happens at the end of the given seconds, which stand
 * for what AWS takes; they never decide anything.
 */
export interface ResourceType {
  readonly seconds: number;
  /** A change of one of these replaces the resource; `*` stands for every property. */
  readonly createOnly: readonly string[];
  /** The property that gives such a resource a name of the template's own, and where that can be taken once. */
  readonly name?: { readonly property: string; readonly scope: NameScope };
  /** The property that names what such a resource acts on, for a type that acts on others without being named by them. */
  readonly attachedTo?: string;
  /** The S3 key of an asset that a resource runs: an assembly that was synthesized elsewhere brings it at another place. */
  assetKey?(properties: Readonly<Record<string, unknown>>): string | undefined;
  /** What is taken for granted of such values, beyond what is known of the properties by their names. */
  grants?(properties: Readonly<Record<string, unknown>>): readonly string[];
  /** Makes the resource, or changes the one that `current` is. Throws ApiError in AWS's words to fail. */
  put(place: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent;
  remove(content: ResourceContent): void;
  /** Makes known again what a state file says. */
  restore(content: ResourceContent, stack: StackRecord): void;
}

/** A type with what is known of it beforehand. */
export interface KnownType {
  readonly facts: TypeFacts;
  readonly type: ResourceType;
}

/** A property that must be a text. */
export function text(properties: Record<string, unknown>, name: string): string {
  return String(properties[name] ?? '');
}

/** A property that must be a list of texts. */
export function texts(properties: Record<string, unknown>, name: string): string[] {
  const value = properties[name];
  return Array.isArray(value) ? value.map(String) : [];
}
