/** What the CDK's command makes of `--no-rollback` where a resource is replaced. */

import { Bench, leg, templateOf } from './support/bench';
import type { TemplateResource } from '../../../rehearsal/cloudformation/template';

const RETAIN = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
const group = (LogGroupName: string): TemplateResource => ({ Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName } });
const failB = (bench: Bench) => { bench.behaviour = event => (event.LogicalResourceId === 'B' && event.RequestType !== 'Delete' ? { status: 'FAILED' } : {}); };

test('something that is replaced makes it a deployment with rollback, and that is told', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a', RETAIN), Group: group('/one') }));
  failB(bench);
  expect(bench.deploy(templateOf({ A: leg('a', RETAIN), B: leg('b', RETAIN), Group: group('/two') }), { rollback: false }).status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(bench.cloudFormation.assumed()).toEqual([expect.stringMatching(/^AWS::Logs::LogGroup \(Group in Pool\): it is replaced, and without rollback the command of the CDK asks first/)]);
});

test('without a replacement the stack stays where it failed, and nothing is told', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a', RETAIN), Group: group('/one') }));
  failB(bench);
  expect(bench.deploy(templateOf({ A: leg('a', RETAIN), B: leg('b', RETAIN), Group: group('/one') }), { rollback: false }).status).toBe('UPDATE_FAILED');
  expect(bench.cloudFormation.assumed()).toEqual([]);
});

test('a stack that was left in the middle is rolled back first where something is replaced then', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a', RETAIN), Group: group('/one') }));
  failB(bench);
  bench.deploy(templateOf({ A: leg('a', RETAIN), B: leg('b', RETAIN), Group: group('/one') }), { rollback: false });
  bench.behaviour = () => ({});
  bench.events.length = 0;
  expect(bench.deploy(templateOf({ A: leg('a', RETAIN), B: leg('b', RETAIN), Group: group('/two') }), { rollback: false }).status).toBe('UPDATE_COMPLETE');
  expect(bench.statuses('Pool').slice(0, 2)).toEqual(['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS']);
});
