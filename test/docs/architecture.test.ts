/** The pictures of docs/architecture.md are drawn from their data, show what is there, and can be read. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Box } from '../../scripts/pictures/architecture';
import { ARROWS, BOXES, HEIGHT, NOTES, PLACES, WIDTH } from '../../scripts/pictures/architecture';
import { way } from '../../scripts/pictures/architecture-picture';
import { architecturePictures } from '../../scripts/pictures/main';
import { relaySentences } from '../../scripts/pictures/relay-picture';
import { relayRun } from '../../scripts/pictures/relay-run';
import { synthesizedStacks } from '../../scripts/security/permissions';
import { LEG_MINUTES, legNamesOf } from '../../src/contract';
import { parse, within } from '../cli/page/well-formed';

const ROOT = path.join(__dirname, '..', '..');
/** Wider than a letter of these texts is on average: of titles, which are bold, and of what stands below. */
const [BOLD, PLAIN] = [7.9, 6.6];

test('they are drawn from the data and from a run', async () => {
  const run = await relayRun();
  const page = fs.readFileSync(path.join(ROOT, 'docs', 'architecture.md'), 'utf8');
  for (const [file, picture] of Object.entries(architecturePictures(run))) {
    expect(picture).toBe(fs.readFileSync(path.join(ROOT, file), 'utf8'));
    expect(page).toContain(`"${file.replace('docs/', '')}"`);
    expect(within(parse(picture)).length).toBeGreaterThan(50);
    expect(picture).not.toMatch(/href|url\((?!#)|<script|<image/);
  }
  // What the page says of the run: a slot is waited for, a leg hands over, and each Start begins when the one before has ended.
  const leg = (account: string, name: string) => run.legs.find(one => one.account === account && one.leg === name)!;
  expect(run.report.accounts.map(({ sandboxStatus }) => sandboxStatus)).toEqual(['Available', 'Available', 'Available']);
  expect(run.legs).toHaveLength(9);
  expect([leg('pool-002', 'Start').from, leg('pool-003', 'Start').from]).toEqual([leg('pool-001', 'Start').to, leg('pool-002', 'Start').to]);
  const [first, , third] = run.report.accounts;
  expect(third.requestedAt! - leg('pool-003', 'Start').from).toBeGreaterThan(600);
  expect(third.requestedAt).toBeGreaterThanOrEqual(first.availableAt!);
  expect(Math.floor((leg('pool-002', 'Leg2').to - leg('pool-002', 'Leg2').from) / 60)).toBe(LEG_MINUTES);
  expect(leg('pool-002', 'Resource').to - leg('pool-002', 'Resource').from).toBeGreaterThan(600);
  expect(relaySentences(run)).toMatch(/^pool-001: Start from \d+\.\d min to \d+\.\d min, Leg2 .*, Resource .*; Available after \d+\.\d min\. pool-002: /);
});

test('the architecture names what is synthesized', () => {
  const functions = Object.keys(synthesizedStacks().Pool).filter(id => synthesizedStacks().Pool[id].Type === 'AWS::Lambda::Function');
  const named = BOXES.find(({ id }) => id === 'functions')!.lines.join(' ').match(/[A-Z]\w+/g)!;
  expect(named.filter(name => !functions.some(id => id.includes(name)))).toEqual([]);
  expect(BOXES.find(({ id }) => id === 'stack')!.lines.at(-1)).toBe(legNamesOf(3).join(', '));
});

test('texts fit into their boxes, and boxes into the picture, none over another', () => {
  for (const { height, lines, title, width, x, y } of BOXES) {
    expect([title, Math.max(title.length * BOLD, ...lines.map(one => one.length * PLAIN)) <= width]).toEqual([title, true]);
    expect((lines.length + 1) * 17 <= height).toBe(true);
    expect([x, y, WIDTH - x - width, HEIGHT - y - height].every(distance => distance >= 20)).toBe(true);
  }
  const beside = (one: Box, other: Box) => one.x >= other.x + other.width || other.x >= one.x + one.width;
  const above = (one: Box, other: Box) => one.y >= other.y + other.height || other.y >= one.y + one.height;
  expect(BOXES.flatMap(one => BOXES.filter(other => other !== one && !beside(one, other) && !above(one, other)))).toEqual([]);
  expect(PLACES.filter(({ height, width, x, y }) => x + width > WIDTH || y + height > HEIGHT)).toEqual([]);
  const units = Math.min(...BOXES.filter(({ isUnit }) => isUnit).map(({ x }) => x));
  expect(NOTES.flatMap(({ lines, x }) => lines.filter(one => x + one.length * PLAIN > units))).toEqual([]);
});

test('arrows run forward, from the side of a box to that of another, and meet no third', () => {
  for (const arrow of ARROWS) {
    const [one, other] = [arrow.from, arrow.to].map(id => BOXES.find(box => box.id === id)!);
    const { from: [x, y], to: [endX, endY] } = way(arrow);
    expect([arrow, endX - x + (endY - y) >= 16]).toEqual([arrow, true]);
    const touches = arrow.y === undefined
      ? [one, other].every(box => box.x <= x && x <= box.x + box.width) : [one, other].every(box => box.y <= y && y <= box.y + box.height);
    expect([arrow, touches]).toEqual([arrow, true]);
    const others = BOXES.filter(box => box !== one && box !== other);
    expect(others.filter(box => box.x <= endX && x <= box.x + box.width && box.y <= endY && y <= box.y + box.height)).toEqual([]);
  }
});
