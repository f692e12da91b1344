/**
 * What is known of a resource type's properties, so that nothing on which an account depends is passed over in silence.
 *
 * A property is imitated, or it is known to make no difference to an account, or it is said. Properties go by their path: `Code.S3Key`; a path
 * stands for all that lies below it.
 */

import { isRecord } from './template';

/** The properties of one resource type. */
export interface KnownProperties {
  /** Imitated: what depends on them is as in AWS. */
  readonly understood: readonly string[];
  /** They make no difference to an account, each for its reason. */
  readonly harmless: Readonly<Record<string, string>>;
  /** Imitated as far as the app tells what they name, each with what is; the type says what is taken for granted else. Nothing that they name ends a run. */
  readonly partly?: Readonly<Record<string, string>>;
  /** What is taken for granted where they are used, in words of their own. */
  readonly granted?: Readonly<Record<string, string>>;
  /** Places inside understood properties where what only AWS knows stands for something that no call is about: resources of types that nobody knows, in policies. */
  readonly opaque?: RegExp;
}

/** What is known of a type before any resource of it is made. */
export interface TypeFacts {
  readonly properties: KnownProperties;
  /** The property that names what such a resource acts on, for a type that acts on others without being named by them. */
  readonly attachedTo?: string;
}

/** How a path stands: `within` where only some of what lies below it is known. */
type Standing = 'understood' | 'partly' | 'harmless' | 'granted' | 'within' | 'unknown';

/** Where a value is known to be an intrinsic function, and not a property with others below it. */
function isFunction(value: Record<string, unknown>): boolean {
  const [name, ...others] = Object.keys(value);
  return others.length === 0 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'));
}

function standingOf(path: string, { understood, partly = {}, harmless, granted = {} }: KnownProperties): Standing {
  if (understood.includes(path)) {
    return 'understood';
  }
  if (path in partly) {
    return 'partly';
  }
  if (path in harmless) {
    return 'harmless';
  }
  if (path in granted) {
    return 'granted';
  }
  const below = [...understood, ...Object.keys(partly), ...Object.keys(harmless), ...Object.keys(granted)].some(known => known.startsWith(`${path}.`));
  return below ? 'within' : 'unknown';
}

/** The values, without names of what they stand below, that decide what becomes of a resource. */
export function decisiveValues(properties: Readonly<Record<string, unknown>>, known: KnownProperties): unknown[] {
  const values: unknown[] = [];
  walk(properties, known, (value, standing) => {
    if (standing === 'understood' || standing === 'within') {
      values.push(value);
    }
  });
  return values;
}

/** Sentences about what is neither understood nor harmless, for properties whose functions are evaluated. */
export function sayings(properties: Readonly<Record<string, unknown>>, known: KnownProperties): string[] {
  const said: string[] = [];
  walk(properties, known, (_, standing, path) => {
    if (standing === 'granted') {
      said.push(known.granted![path]);
    } else if (standing === 'unknown') {
      said.push(`its property ${path} is not looked at, and taken to make no difference to accounts`);
    }
  });
  return said;
}

/**
 * The properties evaluated. What is not understood may stay as it was declared where `evaluate` can't tell its value: `tolerate` says which errors mean that.
 */
export function evaluated(
  properties: Readonly<Record<string, unknown>>, known: KnownProperties, place: string,
  { evaluate, tolerate }: { readonly evaluate: (value: unknown, place: string) => unknown; readonly tolerate: (error: unknown) => boolean },
): Record<string, unknown> {
  const within = (record: Readonly<Record<string, unknown>>, above: string): Record<string, unknown> => {
    const entries = Object.entries(record).map(([name, value]): [string, unknown] => {
      const path = above + name;
      const standing = standingOf(path, known);
      if (standing === 'within' && isRecord(value) && !isFunction(value)) {
        return [name, within(value, `${path}.`)];
      }
      if (standing === 'understood' || standing === 'within') {
        return [name, strictly(value, `${place}.${path}`)];
      }
      try {
        return [name, evaluate(value, `${place}.${path}`)];
      } catch (error) {
        if (!tolerate(error)) {
          throw error;
        }
        return [name, value];
      }
    });
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  };
  const strictly = (value: unknown, where: string): unknown => {
    try {
      return evaluate(value, where);
    } catch (error) {
      if (!tolerate(error) || known.opaque === undefined) {
        throw error;
      }
      if (Array.isArray(value)) {
        return value.map((item, index) => strictly(item, `${where}[${index}]`)).filter(item => item !== undefined);
      }
      if (isRecord(value) && !isFunction(value)) {
        return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, strictly(inner, `${where}.${name}`)]).filter(([, inner]) => inner !== undefined));
      }
      if (!known.opaque.test(where)) {
        throw error;
      }
      return `unknown:${JSON.stringify(value)}`;
    }
  };
  return within(properties, '');
}

function walk(
  record: Readonly<Record<string, unknown>>, known: KnownProperties, visit: (value: unknown, standing: Standing, path: string) => void, above = '',
): void {
  for (const [name, value] of Object.entries(record)) {
    const path = above + name;
    const standing = standingOf(path, known);
    if (standing === 'within' && isRecord(value) && !isFunction(value)) {
      walk(value, known, visit, `${path}.`);
    } else {
      visit(value, standing, path);
    }
  }
}
