import { Annotations, Lazy, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import type { SandboxSettings } from '../contract';
import { writeSandboxes } from '../contract';
import type { InnovationSandbox } from '../sandbox/innovation-sandbox';
import { moveStatement } from '../sandbox/sandbox-permissions';
import { UserError } from '../shared/user-error';

interface Entry {
  readonly settings: SandboxSettings;
  /** The account that brought it in. */
  readonly account: IConstruct;
}

/**
 * The sandboxes that the accounts of one source are registered with.
 *
 * Their settings go into the environment of the handlers, by namespace: accounts carry the namespace alone, so that no change of
 * access, region or billing view sends an update to one that lives.
 */
export class SourceSandboxes {
  /** The value of the environment variable; undefined while no account is registered. */
  public readonly environment = Lazy.string({
    produce: () => writeSandboxes(Object.fromEntries([...this.entries].map(([namespace, { settings }]) => [namespace, settings])),
      value => Stack.of(this.factory).toJsonString(value)),
  });

  private readonly entries = new Map<string, Entry>();

  /**
   * @param factory whose accounts they are
   * @param policy gets what registering them takes
   * @param of how messages name the factory
   * @param moves whether it may move accounts anyway
   */
  constructor(private readonly factory: Construct, private readonly policy: iam.PolicyDocument, private readonly of: string, private readonly moves = false) {}

  /** Takes note of the sandbox of an account. Throws if an account of the same factory knows it differently. */
  public add(account: IConstruct, sandbox: InnovationSandbox): void {
    const { settings, statements, doubts } = sandbox._bind(this.factory);
    const earlier = this.entries.get(sandbox.namespace);
    if (earlier) {
      this.refuseDifference(account, sandbox.namespace, settings, earlier);
      return;
    }
    if (this.entries.size === 0 && !this.moves) {
      this.policy.addStatements(moveStatement(Stack.of(this.factory)));
    }
    this.policy.addStatements(...statements);
    for (const doubt of doubts) {
      Annotations.of(this.factory).addWarningV2(`account-robot:machine-client-${sandbox.namespace}`, doubt);
    }
    this.entries.set(sandbox.namespace, { settings, account });
  }

  private refuseDifference(account: IConstruct, namespace: string, settings: SandboxSettings, earlier: Entry): void {
    const stack = Stack.of(this.factory);
    const [before, now] = [earlier.settings, settings].map(value => new Map(Object.entries(flat(stack.resolve(value)))));
    const differing = [...new Set([...before.keys(), ...now.keys()])].filter(key => before.get(key) !== now.get(key));
    if (differing.length === 0) {
      return;
    }
    throw new UserError(`pool account '${account.node.path}': Innovation Sandbox '${namespace}' is known to ${this.of} with other settings, `
      + `from pool account '${earlier.account.node.path}' (${differing.join(', ')}); give both accounts the same sandbox`);
  }
}

/** The settings with those of the access by their dotted names, as comparable text. */
function flat({ access, ...settings }: SandboxSettings): Record<string, string> {
  const members = [...Object.entries(settings), ...Object.entries(access).map(([key, value]) => [`access.${key}`, value])];
  return Object.fromEntries(members.map(([key, value]) => [key, JSON.stringify(value)]));
}
