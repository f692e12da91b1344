import { buildReport } from '../../rehearsal/report';
import { plainText, terminalPicture } from '../../scripts/pictures/terminal-picture';
import { timelinePicture } from '../../scripts/pictures/timeline-picture';
import type { Element } from '../cli/page/well-formed';
import { parse, within } from '../cli/page/well-formed';
import { endInThePool } from '../rehearsal/report-fixture';

const named = (svg: string, name: string): Element[] => within(parse(svg)).filter(element => element.name === name);

describe('the picture of a terminal', () => {
  const lines = ['\u001b[1m$ account-robot\u001b[22m', '  \u001b[31mAR-X\u001b[39m  <b> & someone@example.com', '', '\u001b[2mdim\u001b[22m'];
  const picture = terminalPicture(lines, 'a title', 'what it shows', 'dark');

  test('has each word where it stood, in its color, escaped', () => {
    expect(named(picture, 'text').slice(1).map(({ attributes: { x, y, textLength, fill, class: look }, text }) => [x, y, textLength, fill, look, text])).toEqual([
      ['18', '58', '117', '#e4e9ef', 'b', '$ account-robot'],
      ['33.6', '77', '31.2', '#f2666f', undefined, 'AR-X'],
      ['80.4', '77', '195', '#e4e9ef', undefined, '<b> & ***@example.com'],
      ['18', '115', '23.4', '#95a1ae', undefined, 'dim'],
    ]);
  });

  test('says what it shows to who doesn\'t see it', () => {
    expect(named(picture, 'title').concat(named(picture, 'desc')).map(({ text }) => text)).toEqual(['a title', 'what it shows']);
  });

  test('can be dark and light, of the same letters', () => {
    const light = terminalPicture(lines, 'a title', 'what it shows', 'light');
    expect(light).not.toBe(picture);
    expect(named(light, 'text').map(({ text }) => text)).toEqual(named(picture, 'text').map(({ text }) => text));
  });

  test('is refused of a color that it doesn\'t know', () => {
    expect(() => terminalPicture(['\u001b[35mx'], 't', 'd', 'light')).toThrow('35');
  });

  test('has the text that is printed without colors', () => {
    expect(lines.map(plainText)).toEqual(['$ account-robot', '  AR-X  <b> & someone@example.com', '', 'dim']);
  });
});

describe('the picture of a timeline', () => {
  const picture = timelinePicture(buildReport(endInThePool()), 'light');

  test('has a line for each account, and a legend of what is in it', () => {
    const texts = named(picture, 'text').map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['pool-001', 'pool-004', 'AVAILABLE', 'FAILED', 'trouble', 'given up', '36 min', 'min']));
    expect(texts).not.toContain('is cleaned');
  });

  test('says what it shows to who doesn\'t see it', () => {
    expect(named(picture, 'desc')[0].text).toBe('pool-001: AVAILABLE after 36 min, pool-002: FAILED, pool-003: CREATING, pool-004: WAITING.');
  });

  test('refers to nothing but itself', () => {
    expect(picture).not.toMatch(/href|url\((?!#)|<script|<image/);
  });
});
