/**
 * Whether the accounts of a stack can be deployed in the order that the app asks for.
 *
 * They start in the order of their declaration, and all addresses are compared with the account quota before the first of them does. A dependency against
 * that order is a circle, of which CloudFormation names the logical ids when everything else is done. Here it is told by what the app said.
 */

import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { OrderedAccount } from '../shared/account-registry';
import { rendered } from '../shared/rendered';

/** What is wrong with the order of a stack's accounts. For a validation: dependencies are complete by then. */
export function orderProblems(stack: Stack, accounts: readonly OrderedAccount[]): string[] {
  return new StartOrder(stack, accounts).problems();
}

/** What waits for what in one stack. */
class StartOrder {
  private readonly owners = new Map<CfnResource, OrderedAccount>();
  private readonly texts = new Map<CfnResource, readonly unknown[]>();
  private readonly edges = new Map<CfnResource, readonly CfnResource[]>();
  private byLogicalId?: Map<string, CfnResource>;

  constructor(private readonly stack: Stack, private readonly accounts: readonly OrderedAccount[]) {
    for (const ordered of accounts) {
      // Rendering each leg of a large pool takes as long as the whole template: what they refer to stands in these.
      const unknown = ordered.texts().filter(value => Token.isUnresolved(value));
      for (const leg of ordered.legs) {
        this.owners.set(leg, ordered);
        this.texts.set(leg, [ordered.serviceToken, ...unknown]);
      }
    }
  }

  public problems(): string[] {
    const addresses = this.accounts.flatMap(ordered => this.addressProblem(ordered));
    if (addresses.length > 0) {
      return addresses;
    }
    const circle = this.circle();
    return circle === undefined ? [] : [this.circleProblem(circle)];
  }

  /** The address of a new account that is known only when another one of the stack exists. */
  private addressProblem({ account, newEmail }: OrderedAccount): string[] {
    if (newEmail === undefined || !Token.isUnresolved(newEmail)) {
      return [];
    }
    const other = this.firstLegBehind(this.referredTo(this.stack.resolve(newEmail)));
    return other === undefined ? [] : [
      `pool account '${account.node.path}': its e-mail address is made of what is known of '${other.account.node.path}' only when that account exists, `
      + 'but all addresses of a stack are compared with the account quota before its first account starts; write the address out, or a pattern with {name}',
    ];
  }

  private firstLegBehind(resources: readonly CfnResource[], seen = new Set<CfnResource>()): OrderedAccount | undefined {
    for (const resource of resources.filter(candidate => !seen.has(candidate))) {
      seen.add(resource);
      const found = this.owners.get(resource) ?? this.firstLegBehind(this.waitsFor(resource), seen);
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  /** Resources each of which waits for the next, and the last for the first; none without a leg among them, because that would be no matter of ours. */
  private circle(): CfnResource[] | undefined {
    const done = new Set<CfnResource>();
    const path: CfnResource[] = [];
    const visit = (resource: CfnResource): CfnResource[] | undefined => {
      const at = path.indexOf(resource);
      if (at >= 0) {
        const found = path.slice(at);
        return found.some(candidate => this.owners.has(candidate)) ? found : undefined;
      }
      if (done.has(resource)) {
        return undefined;
      }
      path.push(resource);
      for (const next of this.waitsFor(resource)) {
        const found = visit(next);
        if (found) {
          return found;
        }
      }
      path.pop();
      done.add(resource);
      return undefined;
    };
    for (const leg of this.owners.keys()) {
      const found = visit(leg);
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  private circleProblem(circle: readonly CfnResource[]): string {
    const { from, to, via } = this.saidByTheApp(circle);
    const behind = this.accounts.indexOf(to) > this.accounts.indexOf(from);
    const way = via.length === 0 ? '' : `, by way of ${via.map(resource => `'${shownPath(resource)}'`).join(' and ')}`;
    const subject = `pool account '${from.account.node.path}'`;
    if (from === to) {
      return `${subject}: it waits for itself${way}; remove that dependency`;
    }
    return behind
      ? `${subject}: it waits for '${to.account.node.path}'${way}, which is declared behind it and so waits for it: the accounts of a stack start in the order of their declaration; `
        + `declare '${to.account.node.path}' first, or remove the dependency`
      : `${subject}: it waits for '${to.account.node.path}'${way}, which waits for it; remove one of the two dependencies`;
  }

  /** The part of a circle that isn't ours: from an account to another one, or back to itself, by a way that is no relay and no queue. */
  private saidByTheApp(circle: readonly CfnResource[]): { from: OrderedAccount; to: OrderedAccount; via: readonly CfnResource[] } {
    const first = circle.findIndex(resource => this.owners.has(resource));
    const turned = [...circle.slice(first), ...circle.slice(0, first), circle[first]];
    const stops = turned.map((resource, index) => ({ index, owner: this.owners.get(resource) })).filter(({ owner }) => owner !== undefined);
    const parts = stops.slice(1).map(({ index, owner }, stop) => ({
      from: stops[stop].owner!,
      to: owner!,
      via: turned.slice(stops[stop].index + 1, index),
    }));
    const foreign = parts.filter(({ from, to, via }) => via.length > 0 || (from !== to && this.accounts.indexOf(to) > this.accounts.indexOf(from)));
    return foreign[0] ?? parts.find(({ from, to }) => from !== to) ?? parts[0];
  }

  private waitsFor(resource: CfnResource): readonly CfnResource[] {
    const known = this.edges.get(resource);
    if (known) {
      return known;
    }
    const texts = this.texts.get(resource);
    const referred = this.referredTo(texts ? this.stack.resolve(texts) : rendered(resource));
    const declared = resource.obtainDependencies()
      .filter(dependency => CfnResource.isCfnResource(dependency) && Stack.of(dependency) === this.stack) as CfnResource[];
    const edges = [...new Set([...declared, ...referred])].filter(other => other !== resource);
    this.edges.set(resource, edges);
    return edges;
  }

  private referredTo(value: unknown): CfnResource[] {
    this.byLogicalId ??= new Map(this.stack.node.findAll()
      .filter(child => CfnResource.isCfnResource(child) && Stack.of(child) === this.stack)
      .map(child => [String(this.stack.resolve((child as CfnResource).logicalId)), child as CfnResource]));
    return [...new Set(logicalIdsIn(value))].flatMap(id => this.byLogicalId!.get(id) ?? []);
  }
}

function* logicalIdsIn(value: unknown): Iterable<string> {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  if (Array.isArray(value)) {
    for (const entry of value) {
      yield* logicalIdsIn(entry);
    }
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Ref' && typeof inner === 'string') {
      yield inner;
    } else if (key === 'Fn::GetAtt') {
      yield String(Array.isArray(inner) ? inner[0] : String(inner).split('.')[0]);
    } else if (key === 'Fn::Sub') {
      for (const [, id] of String(Array.isArray(inner) ? inner[0] : inner).matchAll(/\$\{([A-Za-z0-9]+)(?:\.[^}]*)?\}/g)) {
        yield id;
      }
    }
    yield* logicalIdsIn(inner);
  }
}

/** The path that the app knows a resource by. */
function shownPath(resource: IConstruct): string {
  const { scope } = resource.node;
  return scope !== undefined && scope.node.defaultChild === resource ? scope.node.path : resource.node.path;
}
