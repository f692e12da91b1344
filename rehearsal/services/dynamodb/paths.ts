/** Reads and writes attributes of an item, at any depth. */

import type { AttributeValue, Item } from './attribute-value';
import { invalid } from './attribute-value';

export type Path = readonly (string | number)[];

export function read(item: Item | undefined, path: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = item && { M: item };
  for (const segment of path) {
    const inner: unknown = typeof segment === 'number' ? value?.L?.[segment] : value?.M?.[segment];
    value = inner as AttributeValue | undefined;
  }
  return value;
}

/** The item with a value at that place, or with none there where it is undefined. */
export function written(item: Item, path: Path, value: AttributeValue | undefined): Item {
  return (within({ M: item }, path, value)).M as Item;
}

function within(container: AttributeValue | undefined, [segment, ...rest]: Path, value: AttributeValue | undefined): AttributeValue {
  if (container?.M !== undefined && typeof segment === 'string') {
    const members = { ...container.M as Item };
    if (rest.length > 0) {
      members[segment] = within(members[segment], rest, value);
    } else if (value === undefined) {
      delete members[segment];
    } else {
      members[segment] = value;
    }
    return { M: members };
  }
  if (container?.L !== undefined && typeof segment === 'number') {
    const elements = [...container.L as AttributeValue[]];
    if (rest.length > 0) {
      elements[segment] = within(elements[segment], rest, value);
    } else if (value === undefined) {
      elements.splice(segment, 1);
    } else {
      elements[Math.min(segment, elements.length)] = value;
    }
    return { L: elements };
  }
  throw invalid('The document path provided in the update expression is invalid for update');
}
