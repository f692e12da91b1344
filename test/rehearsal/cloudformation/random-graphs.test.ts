import * as fc from 'fast-check';
import { Bench, leg, stackOf, TARGET, templateOf } from './support/bench';
import type { StackResult } from '../../../rehearsal/cloudformation/cloud-formation';
import { reversed, Schedule } from '../../../rehearsal/cloudformation/schedule';
import type { StackCommand } from '../../../rehearsal/cloudformation/stack-command';
import type { TemplateResource } from '../../../rehearsal/cloudformation/template';

/** How long CloudFormation waits for an answer, in seconds. */
const TIMEOUT = 3600;

/** Random resources: each depends on some of those before it, fails or not, is retained or not, and takes its time. */
const stacks = fc.array(fc.record({
  needs: fc.array(fc.nat(20), { maxLength: 4 }),
  fails: fc.integer({ min: 0, max: 9 }).map(number => number === 0),
  retained: fc.boolean(),
  // Never as long as CloudFormation waits: answer and time-out would come at one moment, and the seed of the run draws which is first.
  seconds: fc.integer({ min: 1, max: 4000 }).filter(seconds => seconds !== TIMEOUT),
}), { minLength: 1, maxLength: 20 });

type Shape = { needs: number[]; fails: boolean; retained: boolean; seconds: number }[];

function needsOf(shape: Shape, index: number): string[] {
  return [...new Set(shape[index].needs.filter(need => need < index))].map(need => `R${need}`);
}

function templateFrom(shape: Shape) {
  const resources: Record<string, TemplateResource> = {};
  // Declared from the last to the first, so that the order of the template is no help.
  for (let index = shape.length - 1; index >= 0; index--) {
    resources[`R${index}`] = leg(`r${index}`, { DependsOn: needsOf(shape, index), ...shape[index].retained ? { DeletionPolicy: 'Retain' } : {} });
  }
  return templateOf(resources);
}

function deployed(shape: Shape, rollback: boolean) {
  const bench = behaving(shape);
  const result = bench.deploy(templateFrom(shape), { rollback });
  return { bench, result };
}

test('no resource starts before all that it depends on is complete', () => {
  fc.assert(fc.property(stacks, fc.boolean(), (shape, rollback) => {
    const { bench } = deployed(shape, rollback);
    for (const [index, event] of bench.events.entries()) {
      if (event.status !== 'CREATE_IN_PROGRESS' || !event.logicalId.startsWith('R') || event.logicalId === 'Role') {
        continue;
      }
      for (const need of needsOf(shape, Number(event.logicalId.slice(1)))) {
        expect(bench.events.slice(0, index)).toContainEqual(expect.objectContaining({ logicalId: need, status: 'CREATE_COMPLETE' }));
      }
    }
  }), { numRuns: 60 });
});

test('every creation ends, and a rolled back one leaves only what is retained', () => {
  fc.assert(fc.property(stacks, shape => {
    const { bench, result } = deployed(shape, true);
    const failed = result.failures.length > 0;
    expect(result.status).toBe(failed ? 'ROLLBACK_COMPLETE' : 'CREATE_COMPLETE');
    expect(bench.cloudFormation.stacks()[0].resources).toHaveLength(failed ? 0 : shape.length + 2);
    const deleted = bench.requests().filter(request => request.startsWith('Delete'));
    expect(deleted.filter(request => shape[Number(request.slice(8))].retained)).toEqual([]);
  }), { numRuns: 60 });
});

test('with --no-rollback everything ends that does not stand on a failure, and a retry completes the stack', () => {
  fc.assert(fc.property(stacks, shape => {
    const { bench, result } = deployed(shape, false);
    const broken = new Set<string>();
    shape.forEach(({ fails, seconds }, index) => {
      if (fails || seconds > TIMEOUT || needsOf(shape, index).some(need => broken.has(need))) {
        broken.add(`R${index}`);
      }
    });
    const complete = bench.cloudFormation.stacks()[0].resources.filter(({ status }) => status === 'CREATE_COMPLETE').map(({ logicalId }) => logicalId);
    expect(new Set(complete)).toEqual(new Set(['Role', 'OnEvent', ...shape.map((_, index) => `R${index}`).filter(id => !broken.has(id))]));
    expect(result.status).toBe(broken.size > 0 ? 'CREATE_FAILED' : 'CREATE_COMPLETE');
    bench.behaviour = () => ({});
    expect(bench.deploy(templateFrom(shape), { rollback: false }).status).toBe(broken.size > 0 ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE');
  }), { numRuns: 60 });
});

function behaving(shape: Shape): Bench {
  const bench = new Bench();
  bench.behaviour = event => {
    const { fails, seconds } = shape[Number(event.LogicalResourceId.slice(1))];
    return event.RequestType === 'Delete' ? { after: 1 } : { after: seconds, status: fails ? 'FAILED' : 'SUCCESS' };
  };
  return bench;
}

function commanded(bench: Bench, shape: Shape, command: StackCommand, orphans: readonly string[] = []): StackResult {
  const end: { result?: StackResult } = {};
  bench.cloudFormation.deploy(stackOf(templateFrom(shape)), TARGET, { rollback: true, command, orphans }, result => { end.result = result; });
  bench.clock.run(() => end.result !== undefined);
  return end.result!;
}

test('a stack that somebody deletes at any moment of its creation is gone, unless AWS refuses it', () => {
  fc.assert(fc.property(stacks, fc.integer({ min: 0, max: 6000 }), fc.boolean(), (shape, second, rollback) => {
    const bench = behaving(shape);
    const end = bench.begin(templateFrom(shape), { rollback });
    bench.clock.advance(second);
    const refusal = end.value === undefined ? bench.cloudFormation.delete('Pool') : 'over';
    bench.clock.run(() => end.value !== undefined);
    if (refusal === undefined) {
      expect(end.value!.status).toBe('DELETE_COMPLETE');
      expect(bench.describe()).toEqual([]);
      expect(bench.events.at(-1)).toMatchObject({ logicalId: 'Pool', status: 'DELETE_COMPLETE' });
    } else {
      expect(refusal).toMatch(/^over$|cannot be deleted while in status \w+$|does not exist$/);
      expect(end.value!.status).not.toBe('DELETE_COMPLETE');
    }
  }), { numRuns: 60 });
});

test('what a creation with --no-rollback left is rolled back by cdk rollback, and deployed anew', () => {
  fc.assert(fc.property(stacks, shape => {
    const bench = behaving(shape);
    const { status } = bench.deploy(templateFrom(shape), { rollback: false });
    expect(commanded(bench, shape, 'rollback').status).toBe(status === 'CREATE_FAILED' ? 'ROLLBACK_COMPLETE' : 'CREATE_COMPLETE');
    bench.behaviour = () => ({});
    expect(bench.deploy(templateFrom(shape)).status).toBe('CREATE_COMPLETE');
  }), { numRuns: 60 });
});

test('a rollback that fails goes on without what it could not restore', () => {
  fc.assert(fc.property(stacks, shape => {
    const bench = new Bench();
    bench.deploy(templateFrom(shape));
    // Every update fails, and so does every way back.
    const changed = templateFrom(shape);
    for (const [id, { Properties }] of Object.entries(changed.Resources!)) {
      Object.assign(Properties!, /^R\d/.test(id) ? { Verify: '2' } : {});
    }
    bench.behaviour = event => ({ after: shape[Number(event.LogicalResourceId.slice(1))].seconds % 3000 + 1, status: 'FAILED' });
    const stuck = bench.deploy(changed);
    expect(stuck.status).toBe('UPDATE_ROLLBACK_FAILED');
    const [{ resources }] = bench.cloudFormation.stacks();
    const skippable = resources.filter(({ status }) => status === 'UPDATE_FAILED').map(({ logicalId }) => logicalId);
    expect(commanded(bench, shape, 'rollback', skippable).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    bench.behaviour = () => ({});
    expect(bench.deploy(changed).status).toBe('UPDATE_COMPLETE');
    const [{ resources: settled }] = bench.cloudFormation.state().stacks;
    expect(Object.values(settled).filter(({ previous, isNew }) => previous !== undefined || isNew)).toEqual([]);
  }), { numRuns: 40 });
});

test('dependents are deleted before what they depend on', () => {
  const graph = new Map<string, readonly string[]>([['A', []], ['B', ['A']], ['C', ['A', 'B']]]);
  const order: string[] = [];
  new Schedule(reversed(graph), (id, finished) => {
    order.push(id);
    finished(true);
  }, () => order.push('over')).run();
  expect(order).toEqual(['C', 'B', 'A', 'over']);
});

test('long chains of instant work are no matter', () => {
  const graph = new Map(Array.from({ length: 20_000 }, (_, index): [string, string[]] => [`${index}`, index === 0 ? [] : [`${index - 1}`]]));
  let count = 0;
  new Schedule(graph, (_, finished) => {
    count += 1;
    finished(true);
  }, () => undefined).run();
  expect(count).toBe(20_000);
});
