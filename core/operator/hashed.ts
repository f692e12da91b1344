/**
 * A snapshot that may be shown to others: ids, names, addresses and tags are replaced by a keyed hash.
 *
 * The same value has the same replacement everywhere in one snapshot, and another one in the next: the key is drawn anew and kept nowhere. Names that AWS itself
 * gives stay. What isn't known to be harmless by its key is hashed: a new member of the snapshot is safe before anybody thinks of it.
 */

import { createHmac } from 'node:crypto';
import type { Snapshot } from './snapshot';
import { FACTORY_PORTFOLIO_NAME, FACTORY_PROVIDER, TAG_PREFIX, VERSION_TAG } from '../../src/contract';

/** Members whose values are AWS's words, versions, Regions or times. */
const HARMLESS: ReadonlySet<string> = new Set([
  'takenAt', 'release', 'version', 'latestVersion', 'state', 'status', 'drift', 'baseline', 'inheritanceDrift', 'sourceDrift', 'region', 'governedRegions',
  'accessManagement', 'joinedAt', 'startedAt', 'createdAt', 'updatedAt', 'requestedAt', 'changedAt', 'happenedAt', 'lastEditedAt', 'guidance', 'leg', 'runtime', 'kind', 'call',
  'part', 'type', 'cleaning',
]);
/** Members that are sentences, in which names may occur. */
const TEXTS: ReadonlySet<string> = new Set(['statusMessage', 'reason', 'message', 'text', 'errors']);
/** Members that nobody needs who may not see names. */
const LEFT_OUT: ReadonlySet<string> = new Set(['properties']);
/** What AWS or Innovation Sandbox calls its own. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  FACTORY_PORTFOLIO_NAME, FACTORY_PROVIDER, 'Root', 'Security', 'Available', 'Active', 'CleanUp', 'Quarantine', 'Entry', 'Exit', 'Frozen',
]);
/** Roles of AWS's own, as far as their names are AWS's. */
const OWN_ROLE = /^(AWSReservedSSO_|AWSControlTower\w*|aws-service-role|stacksets-exec-|AWSServiceRoleFor\w*)/;
const ID_IN_TEXT = /\b(?:\d{12}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32}|o-[0-9a-z]{10,32})\b|[^\s@"'<>(),;:]+@[^\s@"'<>(),;:]+/g;
/** Ids that AWS draws, with what they begin with. */
const DRAWN_ID = /^(pp|pa|rec|port|prod|car|ssoins|d)-([0-9a-z]+)$/;
/** Names shorter than these stand in many a word. */
const SHORTEST_IN_TEXT = 3;

/** @param key drawn by the caller, who forgets it */
export function hashed(snapshot: Snapshot, key: string): Snapshot {
  return { ...new Hasher(key, snapshot).walk(snapshot, '') as Snapshot, hashed: true };
}

class Hasher {
  /** All names in one pattern; undefined if there are none. */
  private readonly names?: RegExp;
  /** Names with a form of their own. */
  private readonly namespaces: ReadonlySet<string>;

  constructor(private readonly key: string, { accounts = [], units = [], products = [], stacks, sandboxes = [] }: Snapshot) {
    this.namespaces = new Set(sandboxes.map(({ namespace }) => namespace));
    const names = [...[...accounts, ...units, ...products, ...stacks].map(({ name }) => name), ...this.namespaces]
      .filter((name): name is string => name !== undefined && name.length >= SHORTEST_IN_TEXT && !OWN_NAMES.has(name));
    const longestFirst = [...new Set(names)].sort((one, other) => other.length - one.length);
    if (longestFirst.length > 0) {
      this.names = new RegExp(longestFirst.map(name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
    }
  }

  public walk(value: unknown, member: string): unknown {
    if (typeof value === 'string') {
      return HARMLESS.has(member) ? value : TEXTS.has(member) ? this.text(value) : member === 'owner' ? this.owner(value) : this.value(value);
    }
    if (Array.isArray(value)) {
      return value.map(item => this.walk(item, member));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const entries = Object.entries(value).filter(([name]) => !LEFT_OUT.has(name));
    switch (member) {
      case 'tags':
        return Object.fromEntries(entries.map(([name, text]) => this.tag(name, String(text))));
      case 'parameters':
        return Object.fromEntries(entries.map(([name, text]) => [name, /^\d{1,6}$/.test(String(text)) ? text : this.value(String(text))]));
      case 'units':
        // The ids of an Innovation Sandbox's units, by the names that it has for them.
        return Object.fromEntries(entries.map(([name, item]) => [name, this.walk(item, name)]));
      default:
        return Object.fromEntries(entries.map(([name, item]) => [name, this.walk(item, name)]));
    }
  }

  private tag(name: string, value: string): [string, string] {
    if (!name.startsWith(TAG_PREFIX)) {
      return [name.startsWith('aws:') ? name : `tag-${this.hash(name, 6)}`, this.word(value, 'value')];
    }
    return [name, name === VERSION_TAG ? value : this.owner(value)];
  }

  /** Part by part: the first one is the name of a stack. */
  private owner(value: string): string {
    return value.split('/').map(part => this.value(part)).join('/');
  }

  private value(text: string): string {
    if (text.includes('|')) {
      // An association goes by what it joins.
      return text.split('|').map(part => this.value(part)).join('|');
    }
    if (text === '' || OWN_NAMES.has(text)) {
      return text;
    }
    if (text.startsWith('arn:')) {
      return this.arn(text);
    }
    const drawn = DRAWN_ID.exec(text);
    if (drawn) {
      return `${drawn[1]}-${this.hash(text, drawn[2].length)}`;
    }
    return new RegExp(`^(?:${ID_IN_TEXT.source})$`).test(text) ? this.id(text) : this.word(text, 'name');
  }

  private arn(arn: string): string {
    const [head, partition, service, region, account, ...rest] = arn.split(':');
    const resource = rest.join(':').split('/').map(part => {
      const own = OWN_ROLE.exec(part)?.[0];
      return own === undefined ? this.resource(part) : own === part ? part : `${own}${this.hash(part, 8)}`;
    });
    return [head, partition, service, region, account === '' ? '' : this.id(account), resource.join('/')].join(':');
  }

  /** Words in lower case are AWS's names of types, and a pattern's stars are nobody's. */
  private resource(part: string): string {
    return /^[a-z-]*$|^\*$/.test(part) ? part : this.value(part);
  }

  private text(text: string): string {
    const named = this.names === undefined ? text : text.replace(this.names, name => this.word(name, 'name'));
    return named.replace(ID_IN_TEXT, id => this.id(id));
  }

  private id(id: string): string {
    if (id.includes('@')) {
      return `${this.hash(id.toLowerCase(), 10)}@example.com`;
    }
    if (/^\d{12}$/.test(id)) {
      // No leading zero: who writes YAML by hand loses it.
      return `1${String(parseInt(this.hash(id, 11), 16)).padStart(11, '0').slice(-11)}`;
    }
    const [kind, root, own] = id.split('-');
    switch (kind) {
      case 'ou': return `ou-${this.hash(root, 4)}-${this.hash(id, own.length)}`;
      case 'r': return `r-${this.hash(root, 4)}`;
      case 'o': return `o-${this.hash(id, 10)}`;
      default: return this.word(id, 'name');
    }
  }

  private word(text: string, kind: 'name' | 'value'): string {
    if (text === '') {
      return '';
    }
    return this.namespaces.has(text) ? `ns${this.hash(text, 6)}` : `${kind}-${this.hash(text, 8)}`;
  }

  private hash(text: string, length: number): string {
    return createHmac('sha256', this.key).update(text).digest('hex').slice(0, length);
  }
}
