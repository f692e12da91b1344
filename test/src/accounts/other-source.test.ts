/** Accounts whose source is another one than the last synthesis had. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AccountFactory, AccountPool } from '../../../src';
import { appWith, ENV, SETTINGS } from '../support';

describe('after a synthesis into the same folder', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'source-'));
  });
  afterEach(() => fs.rmSync(outdir, { recursive: true }));

  /** A pool of a factory with an id, or of the one that its accounts share. */
  function synth(size: number, factory?: string): Stack {
    const stack = new Stack(appWith(SETTINGS, { outdir }), 'Pool', { env: ENV });
    new AccountPool(stack, 'Pool', { size, source: factory === undefined ? undefined : new AccountFactory(stack, factory) });
    (stack.node.root as App).synth();
    return stack;
  }
  const WARNING = Match.stringLikeRegexp('account-robot:other-source');

  test('another factory is warned of, with the way to keep the one that the accounts shared', () => {
    synth(4);
    Annotations.fromStack(synth(4, 'Own')).hasWarning('/Pool', Match.stringLikeRegexp(
      "^'Pool/Pool/pool-001', 'Pool/Pool/pool-002', 'Pool/Pool/pool-003', 1 more: the source isn't the one that the last synthesis had.*Modifying service token is not allowed"
      + ".*are 'AccountFactory', directly below the stack"));
  });

  test('the shared factory may be written out, and new accounts may have any', () => {
    synth(3);
    Annotations.fromStack(synth(3, 'AccountFactory')).hasNoWarning('*', WARNING);
    synth(1);
    const stack = new Stack(appWith(SETTINGS, { outdir }), 'Pool', { env: ENV });
    new AccountPool(stack, 'Pool', { size: 1 });
    new AccountPool(stack, 'New', { size: 1, firstNumber: 10, source: new AccountFactory(stack, 'Own') });
    Annotations.fromStack(stack).hasNoWarning('*', WARNING);
  });

  test('a first synthesis has nothing to compare with', () => {
    Annotations.fromStack(synth(1, 'Own')).hasNoWarning('*', WARNING);
  });
});
