/** The defaults of the world file are written in its JSON Schema and nowhere else. This reads them from there. */

import schema from './world.schema.json';

/** A JSON Schema, as far as the one of the world file goes. */
export interface SchemaNode {
  readonly '$ref'?: string;
  readonly 'description'?: string;
  readonly 'type'?: string;
  readonly 'const'?: string;
  readonly 'enum'?: readonly string[];
  readonly 'default'?: unknown;
  readonly 'minimum'?: number;
  readonly 'exclusiveMinimum'?: number;
  readonly 'maximum'?: number;
  readonly 'properties'?: Readonly<Record<string, SchemaNode>>;
  readonly 'required'?: readonly string[];
  readonly 'items'?: SchemaNode;
  readonly 'discriminator'?: { readonly propertyName: string };
  readonly 'oneOf'?: readonly SchemaNode[];
  /** How a message names what would have been right. */
  readonly 'x-expected'?: string;
}

/** The JSON Schema of the world file. */
export const WORLD_SCHEMA = schema as SchemaNode;

/** Follows a `$ref`, and picks the alternative that fits `value` where the schema tells alternatives apart by a key. */
export function resolveSchema(node: SchemaNode, value?: unknown): SchemaNode {
  if (node.$ref !== undefined) {
    const name = node.$ref.replace('#/definitions/', '');
    return resolveSchema((schema.definitions as Record<string, unknown>)[name] as SchemaNode, value);
  }
  const tag = node.discriminator?.propertyName;
  if (tag !== undefined && typeof value === 'object' && value !== null) {
    const kind = (value as Record<string, unknown>)[tag];
    const alternatives = (node.oneOf ?? []).map(alternative => resolveSchema(alternative));
    return alternatives.find(alternative => alternative.properties?.[tag].const === kind) ?? node;
  }
  return node;
}

/** `value` with every default that the schema states filled in; nothing is changed in place. */
export function withDefaults(value: unknown, node: SchemaNode = WORLD_SCHEMA): unknown {
  const resolved = resolveSchema(node, value);
  if (Array.isArray(value)) {
    return value.map(item => withDefaults(item, resolved.items ?? {}));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const complete: Record<string, unknown> = { ...value };
  for (const [key, property] of Object.entries(resolved.properties ?? {})) {
    const given = complete[key] ?? resolveSchema(property).default;
    if (given !== undefined) {
      complete[key] = withDefaults(given, property);
    }
  }
  return complete;
}
