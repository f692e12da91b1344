import { growthCodes, momentText, refusalOf } from '../../../core/growth/refusals';

test.each(growthCodes())('%s says what happened and what to do, each in a sentence, and what is not known reads so', code => {
  const { what, fix } = refusalOf(code, {});
  expect([what, fix].join(' ')).not.toMatch(/[{}]|undefined/);
  expect(fix).toMatch(/\.$/);
  const holes = (text: string) => text.match(/unknown/g)?.length ?? 0;
  expect(holes(what)).toBeGreaterThan(0);
  const { what: filled, fix: filledFix } = refusalOf(code, {
    pool: 'Pool',
    stack: 'Stack',
    parameter: 'PoolSize',
    status: 's',
    value: 'v',
    expected: 'e',
    room: '1',
    needed: '2',
    size: '3',
    count: '4',
    time: 't',
    name: 'n',
  });
  expect(holes(filled) + holes(filledFix)).toBe(0);
});

test('a moment is told in UTC, to the minute', () => {
  expect(momentText(new Date('2026-11-28T03:10:59.999Z'))).toBe('2026-11-28 03:10 UTC');
});
