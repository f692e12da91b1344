import { parseDesk } from '../../../lambda/desk/environment';
import { RULES } from '../../core/desk/fixtures';

const parse = (settings: unknown) => parseDesk({ DESK: typeof settings === 'string' ? settings : JSON.stringify(settings), DESK_TABLE: 'Desk' });
const GRANTS = { permissionSets: { Requester: ['Teams'] } };

test('what the construct writes is read', () => {
  expect(parse({ rules: RULES, grants: GRANTS })).toEqual({ rules: RULES, grants: GRANTS, table: 'Desk' });
});

test.each<[what: string, settings: unknown, message: string]>([
  ['no JSON', '{', 'environment variable DESK'],
  ['no rules', { grants: {} }, 'DESK.rules'],
  ['an unknown member', { rules: { ...RULES, ceilngs: {} }, grants: GRANTS }, 'DESK.rules.ceilngs'],
  // It would be no ceiling.
  ['a ceiling that is a text', { rules: { ...RULES, ceilings: { perPerson: '5' } }, grants: GRANTS }, 'DESK.rules.ceilings.perPerson'],
  ['a ceiling of another name', { rules: { ...RULES, ceilings: { perperson: 5 } }, grants: GRANTS }, 'DESK.rules.ceilings.perperson'],
  ['a negative threshold', { rules: { ...RULES, autoApprovalBelow: -1 }, grants: GRANTS }, 'DESK.rules.autoApprovalBelow'],
  ['a pool that says not whether it has a sandbox', { rules: { ...RULES, pools: [{ name: 'a', organizationalUnitId: 'b' }] }, grants: GRANTS }, 'DESK.rules.pools[0].hasSandbox'],
  ['a template without a version', { rules: { ...RULES, templates: [{ name: 'a', parameters: {} }] }, grants: GRANTS }, 'DESK.rules.templates[0].version'],
  ['a parameter with one allowed value', { rules: { ...RULES, templates: [{ name: 'a', version: 1, parameters: { x: { allowed: 'y' } } }] }, grants: GRANTS }, 'DESK.rules.templates[0].parameters.x.allowed'],
  ['a role that there is not', { rules: RULES, grants: { groups: { Approvers: ['x'] } } }, 'DESK.grants.groups.Approvers'],
  // A text has every part of it as a name.
  ['names that are one text', { rules: RULES, grants: { permissionSets: { Approver: 'Leads' } } }, 'DESK.grants.permissionSets.Approver'],
])('%s is refused by its place', (_, settings, message) => {
  expect(() => parse(settings)).toThrow(message);
});

test('a table is needed', () => {
  expect(() => parseDesk({ DESK: JSON.stringify({ rules: RULES, grants: GRANTS }) })).toThrow('DESK_TABLE');
});
