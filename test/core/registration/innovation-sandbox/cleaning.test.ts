import { cleaningMinutes, isCleaning, isIdle, isOldCleaning } from '../../../../core/registration/innovation-sandbox/cleaning';
import type { SandboxRecord } from '../../../../core/registration/innovation-sandbox/model';
import { at, attempt } from '../../fixtures';

const record = (changes: Partial<SandboxRecord>): SandboxRecord => ({ status: 'CleanUp', ...changes });
const begun = (minutes: number, phase?: string) => ({ startedAt: at(minutes).toISOString(), ...(phase === undefined ? {} : { phase }) });

test.each<[string, SandboxRecord, boolean]>([
  ['nothing on record', record({}), false],
  ['a phase', record({ cleaning: { phase: 'VALIDATING' } }), true],
  ['cooling down', record({ cleaning: begun(0, 'COOLING_DOWN') }), true],
  ['completed', record({ cleaning: begun(0, 'COMPLETED') }), false],
  ['failed', record({ cleaning: begun(0, 'FAILED') }), false],
  ['an execution without a time', record({ cleaning: { execution: 'arn' } }), false],
  ['an execution of after the last edit', record({ cleaning: begun(2), lastEditedAt: at(1).toISOString() }), true],
  ['an execution that the last edit put on record', record({ cleaning: begun(2), lastEditedAt: at(3).toISOString() }), true],
  ['an execution of five minutes before the last edit', record({ cleaning: begun(2), lastEditedAt: at(7).toISOString() }), true],
  ['an execution of more than five minutes before the last edit', record({ cleaning: begun(2), lastEditedAt: at(7.1).toISOString() }), false],
  ['an execution of long before the last edit', record({ cleaning: begun(2), lastEditedAt: at(20).toISOString() }), false],
  ['a time that is none', record({ cleaning: { startedAt: 'yesterday' }, lastEditedAt: at(1).toISOString() }), false],
  ['twelve hours', record({ cleaning: begun(30 - 720, 'NUKE_PHASE_2') }), false],
])('whether a cleaning runs: %s', (_, given, runs) => expect(isCleaning(given, at(30))).toBe(runs));

test('idleness is counted from whatever happened last, or else from the start of the leg', () => {
  expect(isIdle(record({}), attempt(), at(14))).toBe(false);
  expect(isIdle(record({}), attempt(), at(15))).toBe(true);
  expect(isIdle(record({ lastEditedAt: at(1).toISOString(), cleaning: begun(0, 'COMPLETED'), cleanedAt: at(12).toISOString() }), attempt(), at(15))).toBe(false);
});

test('a cleaning of before the deployment is old, and one that nobody knows of counts as such', () => {
  expect(isOldCleaning(record({ cleaning: begun(-1) }), attempt())).toBe(true);
  expect(isOldCleaning(record({ cleaning: begun(1) }), attempt())).toBe(false);
  expect(isOldCleaning(record({ cleaning: begun(0) }), attempt())).toBe(false);
  expect(isOldCleaning(record({ lastEditedAt: at(1).toISOString() }), attempt())).toBe(false);
  expect(isOldCleaning(record({}), attempt())).toBe(true);
});

test('minutes of a cleaning are told for one of this deployment only', () => {
  expect(cleaningMinutes(record({ cleaning: begun(3), cleanedAt: at(12.25).toISOString() }), attempt())).toBe(9.3);
  expect(cleaningMinutes(record({ cleaning: begun(3), lastEditedAt: at(13).toISOString() }), attempt())).toBe(10);
  expect(cleaningMinutes(record({ cleaning: begun(-3), lastEditedAt: at(13).toISOString() }), attempt())).toBeUndefined();
  expect(cleaningMinutes(record({ cleaning: begun(3), lastEditedAt: at(2).toISOString() }), attempt())).toBeUndefined();
  expect(cleaningMinutes(record({ cleaning: begun(0), cleanedAt: at(10).toISOString() }), attempt())).toBe(10);
  expect(cleaningMinutes(record({ cleaning: begun(3), cleanedAt: at(3).toISOString() }), attempt())).toBe(0);
  expect(cleaningMinutes(record({ cleaning: begun(3) }), attempt())).toBeUndefined();
  expect(cleaningMinutes(record({ cleanedAt: at(3).toISOString() }), attempt())).toBeUndefined();
  expect(cleaningMinutes(record({}), attempt())).toBeUndefined();
});
