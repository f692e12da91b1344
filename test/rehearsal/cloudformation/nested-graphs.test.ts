/** Random resources in random nested stacks: whatever fails, and whenever somebody cancels, all of them come to rest together. */

import * as fc from 'fast-check';
import { Bench, leg, nestedIn, nesting, PROVIDER } from './support/bench';
import type { DeployOptions } from './support/bench';
import { ended } from './support/nested';
import type { NestedTemplate } from '../../../rehearsal/cloudformation/nested-templates';
import type { StackRecord } from '../../../rehearsal/cloudformation/stacks-state';
import type { Template, TemplateResource } from '../../../rehearsal/cloudformation/template';

/** A resource: it depends on some of those before it, fails or not, and takes its time. */
interface Piece {
  readonly needs: readonly number[];
  readonly fails: boolean;
  readonly retained: boolean;
  readonly seconds: number;
  /** Declared by the first template, by the second one, or by both. */
  readonly declared: 'first' | 'second' | 'both';
}

/** Resources that stand together: in the outermost stack, or so deep. */
interface Segment {
  readonly depth: 0 | 1 | 2;
  readonly pieces: readonly Piece[];
}

const segments = fc.array(fc.record<Segment>({
  depth: fc.constantFrom(0, 1, 2),
  pieces: fc.array(fc.record<Piece>({
    needs: fc.array(fc.nat(12), { maxLength: 3 }),
    fails: fc.integer({ min: 0, max: 11 }).map(number => number === 0),
    retained: fc.boolean(),
    seconds: fc.integer({ min: 1, max: 3000 }),
    declared: fc.constantFrom('both', 'both', 'both', 'first', 'second'),
  }), { minLength: 1, maxLength: 4 }),
}), { minLength: 1, maxLength: 5 });

/** An app: its outermost template, and what is nested in it. */
interface Deployment {
  readonly template: Template;
  readonly options: DeployOptions;
}

/** The app as one of its two templates has it; each resource says which in a property. */
function appOf(shape: readonly Segment[], version: 'first' | 'second'): Deployment {
  const outer: Record<string, TemplateResource> = {};
  const nested = new Map<string, NestedTemplate>();
  const all = shape.flatMap(({ pieces }, segment) => pieces.map(piece => ({ piece, segment })));
  const isThere = (index: number) => ['both', version].includes(all[index].piece.declared);
  /** What a resource of a segment waits for in the outermost stack. */
  const outside = (segment: number, needed: readonly number[]) => [...new Set(needed.filter(need => all[need].segment !== segment)
    .flatMap(need => (shape[all[need].segment].depth === 0 ? [`R${need}`] : nested.has(`N${all[need].segment}`) ? [`N${all[need].segment}`] : [])))];
  shape.forEach(({ depth }, segment) => {
    const inner: Record<string, TemplateResource> = {};
    const waits: string[] = [];
    all.forEach(({ piece, segment: own }, index) => {
      if (own !== segment || !isThere(index)) {
        return;
      }
      const needed = [...new Set(piece.needs.filter(need => need < index && isThere(need)))];
      const within = needed.filter(need => all[need].segment === segment).map(need => `R${need}`);
      const resource = leg(`r${index}`, {
        properties: { Verify: version },
        DependsOn: depth === 0 ? [...within, ...outside(segment, needed)] : within,
        ...piece.retained ? { DeletionPolicy: 'Retain' } : {},
      });
      waits.push(...outside(segment, needed));
      (depth === 0 ? outer : inner)[`R${index}`] = resource;
    });
    if (depth > 0 && Object.keys(inner).length > 0) {
      const innermost = nestedIn(`S${segment}`, { Resources: { ...PROVIDER, ...inner } });
      nested.set(`N${segment}`, depth === 1 ? innermost : nestedIn(`M${segment}`, { Resources: { Deep: nesting(version) } }, new Map([['Deep', innermost]])));
      outer[`N${segment}`] = nesting(version, { DependsOn: [...new Set(waits)] });
    }
  });
  return { template: { Resources: { ...PROVIDER, ...outer } }, options: { nested } };
}

function pieceOf(shape: readonly Segment[], event: any): Piece {
  return shape.flatMap(({ pieces }) => pieces)[Number(event.LogicalResourceId.slice(1))];
}

/** Resources fail in one of the templates, and nothing else does. */
function failingIn(bench: Bench, shape: readonly Segment[], version: string): void {
  bench.behaviour = event => {
    const { fails, seconds } = pieceOf(shape, event);
    return event.RequestType === 'Delete' ? { after: 1 } : { after: seconds, status: fails && event.ResourceProperties.Verify === version ? 'FAILED' : 'SUCCESS' };
  };
}

function begin(bench: Bench, { template, options }: Deployment, more: DeployOptions = {}) {
  return bench.begin(template, { ...options, ...more });
}

function deploy(bench: Bench, app: Deployment, more: DeployOptions = {}) {
  return ended(bench, begin(bench, app, more));
}

const living = (bench: Bench): StackRecord[] => bench.cloudFormation.state().stacks.filter(({ deletedAt }) => deletedAt === undefined);

/** The resources of all stacks, with the template that they are as. */
function contents(bench: Bench): Record<string, unknown> {
  return Object.fromEntries(living(bench).flatMap(({ resources }) => Object.values(resources))
    .filter(({ logicalId }) => /^R\d/.test(logicalId))
    .map(({ logicalId, content }) => [logicalId, content.properties.Verify]));
}

/** Nothing is half done: no stack works, waits, or remembers what was before. */
function expectRest(bench: Bench): void {
  for (const { status, pending, leftovers, resources, nested } of living(bench)) {
    expect(status).toMatch(/^(CREATE|UPDATE|ROLLBACK|UPDATE_ROLLBACK)_COMPLETE$/);
    expect(pending).toBeUndefined();
    expect(leftovers).toEqual([]);
    expect(nested === undefined || status !== 'ROLLBACK_COMPLETE').toBe(true);
    expect(Object.values(resources).filter(({ previous, isNew }) => previous !== undefined || isNew)).toEqual([]);
  }
}

function declaredIn(shape: readonly Segment[], version: string): Record<string, unknown> {
  return Object.fromEntries(shape.flatMap(({ pieces }) => pieces).flatMap(({ declared }, index) => (['both', version].includes(declared) ? [[`R${index}`, version]] : [])));
}

test('a creation is complete everywhere, or nothing is left of it but what is retained', () => {
  fc.assert(fc.property(segments, shape => {
    const bench = new Bench();
    failingIn(bench, shape, 'first');
    const { status, failures } = deploy(bench, appOf(shape, 'first'));
    expect(status).toBe(failures.length > 0 ? 'ROLLBACK_COMPLETE' : 'CREATE_COMPLETE');
    expectRest(bench);
    expect(contents(bench)).toEqual(failures.length > 0 ? {} : declaredIn(shape, 'first'));
    const created = bench.sent.filter(({ event }) => event.RequestType === 'Create' && !pieceOf(shape, event).retained).map(({ event }) => event.LogicalResourceId).sort();
    const deleted = bench.sent.filter(({ event }) => event.RequestType === 'Delete').map(({ event }) => event.LogicalResourceId).sort();
    expect(deleted).toEqual(failures.length > 0 ? created : []);
  }), { numRuns: 80 });
});

test('an update is complete everywhere, or everything is as it was', () => {
  fc.assert(fc.property(segments, fc.option(fc.integer({ min: 1, max: 9000 })), (shape, cancelledAfter) => {
    const bench = new Bench();
    deploy(bench, appOf(shape, 'first'));
    failingIn(bench, shape, 'second');
    const result = begin(bench, appOf(shape, 'second'));
    if (cancelledAfter !== null) {
      bench.clock.advance(cancelledAfter);
      bench.cloudFormation.cancel('Pool');
    }
    const { status, reason } = ended(bench, result);
    expectRest(bench);
    const isBack = status === 'UPDATE_ROLLBACK_COMPLETE';
    expect(contents(bench)).toEqual(declaredIn(shape, isBack || reason === 'No updates are to be performed.' ? 'first' : 'second'));
    if (isBack) {
      expect(deploy(bench, appOf(shape, 'first')).reason).toBe('No updates are to be performed.');
    }
    // Nothing that stays was ever deleted.
    const deleted = bench.sent.filter(({ event }) => event.RequestType === 'Delete').map(({ event }) => event.LogicalResourceId as string);
    expect(deleted.filter(logicalId => logicalId in declaredIn(shape, isBack ? 'first' : 'second'))).toEqual([]);
  }), { numRuns: 100 });
});

test('without rollback a deployment goes on where it failed, or is taken back', () => {
  fc.assert(fc.property(segments, fc.boolean(), fc.boolean(), (shape, isUpdate, goesOn) => {
    const bench = new Bench();
    const version = isUpdate ? 'second' : 'first';
    if (isUpdate) {
      deploy(bench, appOf(shape, 'first'));
    }
    failingIn(bench, shape, version);
    const { status, failures } = deploy(bench, appOf(shape, version), { rollback: false });
    expect(failures.length > 0).toBe(/_FAILED$/.test(status));
    bench.behaviour = () => ({});
    if (goesOn) {
      expect(deploy(bench, appOf(shape, version), { rollback: false }).status).toMatch(/^(CREATE|UPDATE)_COMPLETE$/);
      expect(contents(bench)).toEqual(declaredIn(shape, version));
    } else {
      deploy(bench, appOf(shape, version), { command: 'rollback' });
      expect(contents(bench)).toEqual(failures.length === 0 ? declaredIn(shape, version) : isUpdate ? declaredIn(shape, 'first') : {});
    }
    expectRest(bench);
  }), { numRuns: 100 });
});

test('a stack that somebody deletes at any moment is gone with all that is nested in it, unless AWS refuses it', () => {
  fc.assert(fc.property(segments, fc.integer({ min: 0, max: 6000 }), fc.boolean(), (shape, second, rollback) => {
    const bench = new Bench();
    failingIn(bench, shape, 'first');
    const result = begin(bench, appOf(shape, 'first'), { rollback });
    bench.clock.advance(second);
    const refusal = result.value === undefined ? bench.cloudFormation.delete('Pool') : 'over';
    const { status } = ended(bench, result);
    expect(living(bench).length === 0).toBe(refusal === undefined);
    expect(status === 'DELETE_COMPLETE').toBe(refusal === undefined);
  }), { numRuns: 60 });
});
