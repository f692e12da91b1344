/**
 * Lambda's queue of events: whoever sends one waits for nothing.
 *
 *     event -> function -> error -> a minute later -> error -> two minutes later -> given up
 *           -> no execution left -> a second later, then two, four ... up to five minutes, for six hours
 */

import type { FunctionType } from './lambda-function';
import type { KnownProperties } from '../../cloudformation/known-properties';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import type { Clock } from '../../kernel/types';

/** Lambda tries again so long after an error, in seconds. */
const RETRIES = [60, 120];
/** The longest wait between two deliveries of an event that there was no execution for. */
const LONGEST_WAIT = 300;
/** How long an event is kept, in seconds. */
const KEPT = 6 * 3600;

/** What a function's template says of events. */
interface Settings {
  readonly retries: number;
  readonly seconds: number;
}

const DEFAULTS: Settings = { retries: RETRIES.length, seconds: KEPT };

/** How often an event was tried. */
interface Tried {
  readonly sentAt: number;
  readonly errors: number;
  readonly waits: number;
}

/** How an event fared. */
export type AsyncOutcome = 'done' | 'given up' | 'gone';

export class AsyncInvocations {
  private readonly settings = new Map<string, Settings>();

  constructor(private readonly clock: Clock, private readonly functions: Pick<FunctionType, 'has' | 'invoke' | 'requireCode' | 'throttles'>) {}

  public configure(arn: string, settings: Settings | undefined): void {
    if (settings === undefined) {
      this.settings.delete(arn);
    } else {
      this.settings.set(arn, settings);
    }
  }

  /** Takes an event. `key` tells it from others of the same moment; `done` hears how it ended. */
  public send(arn: string, event: unknown, key: string, done: (outcome: AsyncOutcome) => void = () => undefined): void {
    this.attempt(arn, event, key, { sentAt: this.clock.now, errors: 0, waits: 0 }, done);
  }

  private attempt(arn: string, event: unknown, key: string, so: Tried, done: (outcome: AsyncOutcome) => void): void {
    const { retries, seconds } = this.settings.get(arn) ?? DEFAULTS;
    if (!this.functions.has(arn)) {
      done('gone');
      return;
    }
    const again = (wait: number, next: Partial<Tried>) => {
      if (this.clock.now + wait - so.sentAt > seconds) {
        done('given up');
      } else {
        this.clock.after(wait, `${key} delivered again`, () => this.attempt(arn, event, key, { ...so, ...next }, done));
      }
    };
    this.functions.requireCode(arn);
    if (this.functions.throttles(arn)) {
      again(Math.min(2 ** so.waits, LONGEST_WAIT), { waits: so.waits + 1 });
      return;
    }
    this.functions.invoke(arn, event, ({ error }) => {
      if (error === undefined) {
        done('done');
      } else if (so.errors >= retries) {
        done('given up');
      } else {
        again(RETRIES[so.errors], { errors: so.errors + 1 });
      }
    });
  }
}

export const EVENT_INVOKE_CONFIG_PROPERTIES: KnownProperties = {
  understood: ['FunctionName', 'Qualifier', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds'],
  harmless: {},
  granted: { DestinationConfig: 'what is sent on after its function has run (DestinationConfig) is not looked at' },
};

/** AWS::Lambda::EventInvokeConfig */
export class EventInvokeConfigType implements ResourceType {
  public readonly seconds = 5;
  public readonly createOnly = ['FunctionName', 'Qualifier'];

  constructor(private readonly queue: AsyncInvocations, private readonly partition: string) {}

  public put({ stack, generatedName }: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const name = text(properties, 'FunctionName');
    const arn = name.startsWith('arn:') ? name : `arn:${this.partition}:lambda:${stack.region}:${stack.account}:function:${name}`;
    const content = { physicalId: current?.physicalId ?? generatedName, properties, attributes: { FunctionArn: arn } };
    this.restore(content);
    return content;
  }

  public remove({ attributes }: ResourceContent): void {
    this.queue.configure(String(attributes.FunctionArn), undefined);
  }

  public restore({ attributes, properties }: ResourceContent): void {
    this.queue.configure(String(attributes.FunctionArn), {
      retries: Number(properties.MaximumRetryAttempts ?? DEFAULTS.retries),
      seconds: Number(properties.MaximumEventAgeInSeconds ?? DEFAULTS.seconds),
    });
  }
}
