/** The stacks of an app, as `cdk deploy --all`, `cdk rollback --all` or `cdk destroy --all` goes through them. */

import type { AssemblyStack } from './cloudformation/assembly';
import type { CloudFormation, StackResult } from './cloudformation/cloud-formation';
import type { StackCommand } from './cloudformation/stack-command';
import { isDeployed, NOT_DEPLOYED } from './cloudformation/stack-command';
import type { World } from './world/world';

/** What is to be done. */
export interface DeploymentsOptions {
  /** In dependency order. */
  readonly stacks: readonly AssemblyStack[];
  readonly world: Pick<World, 'organization' | 'deployment'>;
  readonly rollback: boolean;
}

/** So many stacks at a time: a deployment takes each after those it depends on, and none after a failure of one it needs; a removal the other way round. */
export class Deployments {
  private readonly done = new Map<string, StackResult>();
  private readonly running = new Set<string>();
  private readonly waiting: AssemblyStack[];

  constructor(private readonly options: DeploymentsOptions, private readonly cloudFormation: CloudFormation) {
    this.waiting = options.world.deployment.command === 'destroy' ? [...options.stacks].reverse() : [...options.stacks];
  }

  /** Nothing is being deployed any more, and nothing more can be. */
  public get ended(): boolean {
    return this.running.size === 0;
  }

  public begin(): void {
    const { world: { deployment: { command, orphans, stackConcurrency }, organization }, rollback } = this.options;
    for (const stack of [...this.waiting]) {
      if (this.running.size >= stackConcurrency) {
        return;
      }
      if (!this.before(stack).every(id => isDone(command, this.done.get(id)))) {
        continue;
      }
      this.waiting.splice(this.waiting.indexOf(stack), 1);
      this.running.add(stack.artifactId);
      const target = { account: stack.account ?? organization.managementAccountId, region: stack.region ?? organization.homeRegion };
      this.cloudFormation.deploy(stack, target, { rollback, command, orphans }, result => {
        this.running.delete(stack.artifactId);
        this.done.set(stack.artifactId, result);
        this.begin();
      });
    }
  }

  /** The user cancels what is under way. */
  public cancel(): void {
    for (const { name } of this.underWay()) {
      this.cloudFormation.cancel(name);
    }
  }

  /** Somebody deletes the stacks that are under way; what AWS refuses stays as it is. */
  public delete(): void {
    for (const { name } of this.underWay()) {
      this.cloudFormation.delete(name);
    }
  }

  /** In the order of deployment. */
  public results(): StackResult[] {
    return this.options.stacks.map(stack => this.done.get(stack.artifactId) ?? {
      name: stack.name,
      status: NOT_DEPLOYED,
      reason: this.options.world.deployment.command === 'destroy' ? 'a stack that depends on it was not deleted' : 'a stack that it depends on was not deployed',
      failures: [],
      customResources: [],
    });
  }

  private underWay(): AssemblyStack[] {
    return this.options.stacks.filter(({ artifactId }) => this.running.has(artifactId));
  }

  /** Artifact ids of the stacks that come before it. */
  private before(stack: AssemblyStack): string[] {
    const { stacks, world: { deployment: { command } } } = this.options;
    switch (command) {
      case 'deploy': return stack.dependencies.filter(id => stacks.some(({ artifactId }) => artifactId === id));
      case 'destroy': return stacks.filter(({ dependencies }) => dependencies.includes(stack.artifactId)).map(({ artifactId }) => artifactId);
      case 'rollback': return [];
    }
  }
}

/** Whether the next stack may follow. */
function isDone(command: StackCommand, result: StackResult | undefined): boolean {
  return result !== undefined && (command === 'destroy' ? [NOT_DEPLOYED, 'DELETE_COMPLETE'].includes(result.status) : isDeployed(result));
}
