import * as fc from 'fast-check';
import { axisOf, barsOf, slotBars, slotSeconds } from '../../../cli/page/timeline';
import type { ReportStep, Step } from '../../../rehearsal/report';
import { buildReport } from '../../../rehearsal/report';
import { endOfRun } from '../../rehearsal/report-fixture';

const report = buildReport(endOfRun());
const [available, failed, , waiting] = report.accounts;
const axis = axisOf(report);
const steps = (...of: [number, Step][]): ReportStep[] => of.map(([at, step]) => ({ at, step, says: null }));
const told = (account: typeof available) => barsOf(account, axis).map(({ phase, from, to }) => `${phase} ${from}-${to}`);

describe('the bars of an account', () => {
  test('are its phases, several steps of one phase in one bar', () => {
    expect(told(available)).toEqual(['queued 0-30', 'waiting 30-61', 'creating 61-1504', 'ready 1504-1801']);
  });

  test('show the way into Innovation Sandbox', () => {
    const way = steps([30, 'gate'], [61, 'requested'], [1504, 'made'], [1510, 'entered'], [1590, 'registered'], [1593, 'cleaning'], [1700, 'pooled'], [1750, 'leased']);
    expect(told({ ...available, steps: way })).toEqual(['queued 0-30', 'waiting 30-61', 'creating 61-1504', 'registering 1504-1593', 'cleaning 1593-1700', 'ready 1700-1801']);
  });

  test('show trouble where there was some', () => {
    const way = steps([30, 'gate'], [61, 'requested'], [81, 'busy'], [90, 'clearing'], [120, 'requested'], [500, 'failing'], [600, 'requested'], [700, 'made'], [710, 'unregistered'], [720, 'entered'], [730, 'cleaning'], [740, 'uncleaned'], [750, 'quarantined'], [760, 'failed']);
    expect(told({ ...failed, steps: way })).toEqual([
      'queued 0-30', 'waiting 30-61', 'creating 61-81', 'trouble 81-120', 'creating 120-500', 'trouble 500-600', 'creating 600-700', 'registering 700-710', 'trouble 710-720', 'registering 720-730',
      'cleaning 730-740', 'trouble 740-760', 'failed 760-1801',
    ]);
  });

  test('go on from an earlier run without a turn to wait for', () => {
    expect(told({ ...available, steps: steps([100, 'cleaning'], [200, 'pooled']) })).toEqual(['cleaning 100-200', 'ready 200-1801']);
  });

  test('of an account that nothing happened to say how it stands', () => {
    expect([told({ ...available, steps: [] }), told({ ...waiting, steps: [] }), told({ ...failed, steps: [] })]).toEqual([['ready 0-1801'], ['queued 0-1801'], ['failed 0-1801']]);
  });

  test('follow each other without a gap to the end of the axis, whatever happened', () => {
    const anySteps = fc.array(fc.tuple(fc.nat(2000), fc.constantFrom<Step>('gate', 'requested', 'creating', 'enrolling', 'busy', 'made', 'cleaning', 'pooled', 'failed')), { maxLength: 12 })
      .map(list => steps(...list.sort(([one], [other]) => one - other)));
    fc.assert(fc.property(anySteps, way => {
      const account = { ...available, steps: way };
      const all = axisOf({ ...report, accounts: [account] });
      const bars = barsOf(account, all);
      expect(bars.at(-1)!.to).toBe(all.seconds);
      bars.forEach(({ from, to, phase }, index) => {
        expect(to).toBeGreaterThanOrEqual(from);
        expect(bars[index + 1]?.from ?? all.seconds).toBe(to);
        expect(bars[index + 1]?.phase).not.toBe(phase);
      });
    }));
  });
});

describe('the axis', () => {
  const ticks = (virtualSeconds: number) => {
    const { tick, ticks: all } = axisOf({ ...report, accounts: [], factory: { ...report.factory, slotsInUse: [] }, virtualSeconds });
    return [tick / 60, all.length];
  };

  test('has a round number of minutes between its ticks, and not too many of them', () => {
    expect([0, 1801, 95 * 60, 15 * 3600, 100 * 3600, 3000 * 3600].map(ticks)).toEqual([[1, 2], [5, 7], [10, 10], [120, 8], [720, 9], [15000, 13]]);
  });

  test('is as long as what comes last, also after the deployment', () => {
    expect(axisOf({ ...report, accounts: [{ ...available, steps: steps([1900, 'failed']) }] }).seconds).toBe(1900);
    expect(axisOf({ ...report, factory: { ...report.factory, slotsInUse: [{ at: 2000, used: 0 }] } }).seconds).toBe(2000);
  });
});

test('slots are counted to the end of the axis', () => {
  const bars = slotBars(report.factory, axis);
  expect(bars.slice(0, 2)).toEqual([{ used: 0, from: 0, to: 61 }, { used: 1, from: 61, to: 93 }]);
  expect(slotSeconds(bars).reduce((sum, { seconds }) => sum + seconds, 0)).toBe(axis.seconds);
});
