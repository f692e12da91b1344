/** What a function finds when it loads modules: what Lambda would show it, whatever stands around it. */

import * as path from 'node:path';
import { benchApart } from './bench-apart';

const outcomeOf = async (source: string, files: Record<string, string> = {}) => {
  try {
    const { outcomes } = await benchApart({ 'app/cdk.out/asset': source }, [['app/cdk.out/asset', {}]], { files });
    return outcomes[0].outcome;
  } catch (error) {
    return { thrown: (error as Error).message, name: (error as Error).name };
  }
};
const MODULE = JSON.stringify({ type: 'module' });

describe('the kind of a module', () => {
  test('is CommonJS below an app that is an ES module', async () => {
    const outcome = await outcomeOf("const { x } = require('./lib/util'); exports.handler = async () => [x, typeof require, typeof module, __dirname.endsWith('asset')];", {
      'app/package.json': MODULE,
      'app/cdk.out/asset/lib/util.js': 'exports.x = 1;',
    });
    expect(outcome).toEqual({ payload: [1, 'function', 'object', true] });
  });

  test('is CommonJS even if its text would pass for an ES module', async () => {
    expect(await outcomeOf("import 'node:fs'; export const handler = async () => 1;")).toMatchObject({ thrown: expect.stringContaining('SyntaxError: Cannot use import statement outside a module') });
  });

  test('is an ES module where the asset says so', async () => {
    expect(await outcomeOf("import { x } from './util.js'; export const handler = async () => [x, typeof require];", {
      'app/cdk.out/asset/package.json': MODULE,
      'app/cdk.out/asset/util.js': 'export const x = 2;',
    })).toEqual({ payload: [2, 'undefined'] });
  });

  test('follows from the ending', async () => {
    expect(await outcomeOf('', { 'app/cdk.out/asset/index.mjs': 'export const handler = async () => import.meta.url.slice(-9);' })).toEqual({ payload: 'index.mjs' });
    expect(await outcomeOf('', { 'app/package.json': MODULE, 'app/cdk.out/asset/index.cjs': 'exports.handler = async () => 3;' })).toEqual({ payload: 3 });
  });
});

describe('a package', () => {
  test('that only the app has is not found', async () => {
    expect(await outcomeOf("require('left'); exports.handler = async () => 1;", { 'app/node_modules/left/index.js': '' })).toMatchObject({ thrown: expect.stringContaining("Cannot find module 'left'") });
  });

  test('of the function\'s own is found, an SDK client of its own before the supplied one', async () => {
    expect(await outcomeOf("exports.handler = async () => [require('left'), require('@aws-sdk/client-sts'), typeof require('@aws-sdk/client-sfn').SFNClient];", {
      'app/cdk.out/asset/node_modules/left/index.js': 'module.exports = 5;',
      'app/cdk.out/asset/node_modules/@aws-sdk/client-sts/index.js': "module.exports = 'own';",
    })).toEqual({ payload: [5, 'own', 'function'] });
  });

  test('that is an ES module can be imported', async () => {
    expect(await outcomeOf("exports.handler = async () => (await import('left')).x;", {
      'app/cdk.out/asset/node_modules/left/package.json': JSON.stringify({ name: 'left', type: 'module', exports: './main.js' }),
      'app/cdk.out/asset/node_modules/left/main.js': 'export const x = 6;',
    })).toEqual({ payload: 6 });
  });
});

test.each([
  ['that breaks when it is loaded', "throw new TypeError('no settings');", 'TypeError: no settings'],
  ['that can not be parsed', 'exports.handler = async () => {', 'SyntaxError: Unexpected end of input'],
  ['without the handler', 'exports.main = async () => 1;', "Error: index exports no function 'handler'"],
  ['without a file', '', 'Error: there is no index.js, index.mjs or index.cjs in ROOT/app/cdk.out/asset'],
])('code %s ends the run at once, with its error', async (_, source, error) => {
  expect(await outcomeOf(source)).toEqual({
    name: 'UnknownToRehearsal',
    thrown: `the code of function 'app/cdk.out/asset' (index.handler in ${path.join('ROOT', 'app/cdk.out/asset')}) can't be loaded: ${error}; Lambda couldn't load it either: mend the function, or what bundles it, and synthesize again`,
  });
});

test('what is thrown and is no error has its type for a name, and no trace', async () => {
  expect(await outcomeOf("exports.handler = async () => { throw 'just words'; };")).toEqual({ error: { errorType: 'string', errorMessage: 'just words', trace: [] } });
});
