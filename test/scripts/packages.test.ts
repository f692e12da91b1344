/** The README where registries show it, and what of an app's template depends on its language. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { absoluteLinks, homeOf } from '../../scripts/packages/absolute-links';
import { difference } from '../../scripts/readme-runs/templates';

const HOME = { url: 'https://github.com/owner/name', ref: 'v1.2.3' };

describe('links', () => {
  test.each([
    ['to a page lead to its place in the repository', '[a](docs/a.md)', '[a](https://github.com/owner/name/blob/v1.2.3/docs/a.md)'],
    ['to a part of a page as well', '[`a`](docs/a.md#part)', '[`a`](https://github.com/owner/name/blob/v1.2.3/docs/a.md#part)'],
    ['within the README lead there, as some registries make no anchors', '[a](#settings)', '[a](https://github.com/owner/name/blob/v1.2.3/README.md#settings)'],
    ['to a picture lead to the picture itself', '![a](docs/a.svg)', '![a](https://raw.githubusercontent.com/owner/name/v1.2.3/docs/a.svg)'],
    ['of a picture for the dark as well', '<source srcset="docs/a.svg">', '<source srcset="https://raw.githubusercontent.com/owner/name/v1.2.3/docs/a.svg">'],
    ['that are absolute stay', '[a](https://example.com/a.md)', '[a](https://example.com/a.md)'],
    ['in code stay', 'Write `[a](docs/a.md)`.\n\n```md\n[a](docs/a.md)\n```\n', 'Write `[a](docs/a.md)`.\n\n```md\n[a](docs/a.md)\n```\n'],
  ])('%s', (_, markdown, expected) => {
    expect(absoluteLinks(markdown, HOME)).toBe(expected);
    expect(absoluteLinks(expected, HOME)).toBe(expected);
  });

  test('of the README are all found', () => {
    const readme = fs.readFileSync(path.join(__dirname, '..', '..', 'README.md'), 'utf8');
    const left = absoluteLinks(readme, HOME).match(/\]\((?!https?:)[^)]*\)|(?:src|srcset|href)="(?!https?:)[^"]*"/g);
    expect(left).toBeNull();
  });

  test('are those of the released version, or of what will be released', () => {
    const repository = { url: 'https://github.com/owner/name.git' };
    expect(homeOf({ version: '1.2.3', repository })).toEqual(HOME);
    expect(homeOf({ version: '0.0.0', repository })).toEqual({ ...HOME, ref: 'main' });
  });
});

describe('templates', () => {
  const analytics = (text: string) => ({ Resources: { CDKMetadata: { Properties: { Analytics: `v2:deflate64:${gzipSync(text).toString('base64')}` } } } });

  test('in two languages are the same but for what is said of the language', () => {
    expect(difference(analytics('1.0.0!aws-cdk-lib.{Stack,App},node.js/v20!jsii-runtime.Runtime'), analytics('1.0.0!aws-cdk-lib.{Stack,App},Java/17.0.15!jsii-runtime.Runtime'))).toBeUndefined();
    expect(difference(analytics('1.0.0!aws-cdk-lib.{Stack,App}'), analytics('1.0.0!aws-cdk-lib.{Stack,App},Go!jsii-runtime.Runtime'))).toBeUndefined();
  });

  test.each([
    ['another construct', analytics('1.0.0!aws-cdk-lib.Stack'), analytics('1.0.0!aws-cdk-lib.App'), '$.Resources.CDKMetadata.Properties.Analytics is '],
    ['a value', { a: { b: 1 } }, { a: { b: 2 } }, '$.a.b is 2, expected 1'],
    ['a place that is missing', { a: { b: 1 } }, { a: {} }, '$.a.b is undefined, expected 1'],
    ['one too many', { a: [1] }, { a: [1, 2] }, '$.a.1 is 2, expected undefined'],
    ['an order', { a: [1, 2] }, { a: [2, 1] }, '$.a.0 is 2, expected 1'],
  ])('differ by %s', (_, expected, got, where) => {
    expect(difference(expected, got)).toContain(where);
  });
});
