/** Other people's texts on a terminal: names of units, reasons, messages. */

import { FakeTerminal } from './fake-terminal';
import { guarded, printText, styleOf } from '../../cli/terminal';

const HOSTILE = 'Pool\u001b[2J\u001b]0;title\u0007\u009b1A\r\nok  AR-CHECK-ACCOUNT\u202edesrever\u2028next\u007f';
const UNFIT = /[\p{Cc}\u202a-\u202e\u2028\u2029]/u;

test('nothing in a line moves a cursor, ends the line, or turns letters around', async () => {
  const outside = new FakeTerminal(true);
  const terminal = guarded(outside);
  terminal.out(HOSTILE);
  terminal.error(HOSTILE);
  const screen = await terminal.screen();
  screen.show([HOSTILE, 'fine']);

  expect([outside.printed.length, outside.errors.length, outside.frames[0].length]).toEqual([1, 1, 2]);
  for (const line of [...outside.printed, ...outside.errors, ...outside.frames[0]]) {
    expect(line).not.toMatch(UNFIT);
  }
  expect(outside.printed[0]).toContain('ok  AR-CHECK-ACCOUNT');
});

test('our own styles stay, and no others', () => {
  const outside = new FakeTerminal();
  outside.style = styleOf(true);
  const terminal = guarded(outside);
  terminal.out(terminal.style.bold(terminal.style.bad(`\u001b[5m${HOSTILE}`)));

  expect(outside.printed[0]).toMatch(/^\u001b\[1m\u001b\[31m /);
  expect(outside.printed[0].replace(/\u001b\[(1|22|31|39)m/g, '')).not.toMatch(UNFIT);
});

test('a text of several lines keeps them', () => {
  const outside = new FakeTerminal();
  printText(guarded(outside).out, '{\n  "a": 1\n}\n');

  expect(outside.printed).toEqual(['{', '  "a": 1', '}']);
});
