import * as fs from 'node:fs';
import * as path from 'node:path';
import { LOOK_UP_ACTIONS, POOL_ACCOUNT_ACTIONS, UNGRANTED_ACTIONS } from '../../lambda/aws/actions';

const FOLDER = path.join(__dirname, '..', '..', 'lambda', 'aws');
const PREFIXES: Record<string, string> = {
  'client-cloudformation': 'cloudformation', 'client-organizations': 'organizations', 'client-service-catalog': 'servicecatalog', 'client-sso-admin': 'sso', 'client-sts': 'sts',
};

/** What an adapter sends: each command that it makes, by the package that it imports it from. */
function actionsOf(file: string): string[] {
  const source = fs.readFileSync(path.join(FOLDER, file), 'utf8');
  const homes = new Map<string, string>();
  for (const [, names, home] of source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/([^']+)'/g)) {
    names.split(',').map((name) => name.trim()).filter(Boolean).forEach((name) => homes.set(name, PREFIXES[home]));
  }
  return [...source.matchAll(/new (\w+)Command\(/g)].map(([, name]) => `${homes.get(`${name}Command`)}:${name}`);
}

const sorted = (actions: readonly string[]) => [...new Set(actions)].sort();

test('kick and is-complete call what their list says', () => {
  expect(sorted(['service-catalog.ts', 'organizations.ts', 'cloudformation.ts'].flatMap(actionsOf))).toEqual(sorted(POOL_ACCOUNT_ACTIONS));
});

test('the look-up calls what its list says', () => expect(sorted(actionsOf('landing-zone.ts'))).toEqual(sorted(LOOK_UP_ACTIONS)));

test('no other file calls AWS', () => {
  const known = [...POOL_ACCOUNT_ACTIONS, ...LOOK_UP_ACTIONS];
  const all = fs.readdirSync(FOLDER).filter((file) => file.endsWith('.ts')).flatMap(actionsOf);
  expect(sorted(all)).toEqual(sorted(known));
  expect(LOOK_UP_ACTIONS).toEqual(expect.arrayContaining([...UNGRANTED_ACTIONS]));
});
