/** One app of the set: what is in it, the organization that it is deployed into, and what becomes of it. */

import type { App, IReusableStackSynthesizer } from 'aws-cdk-lib';

export interface TestApp {
  /** Its stacks; what stands in cdk.json is there already. */
  readonly build: (app: App) => void;
  /** What cdk.json says of the factory, beside the settings that all apps have. */
  readonly settings?: Record<string, unknown>;
  /** What else stands in the context of cdk.json. */
  readonly context?: Record<string, unknown>;
  /** What the stacks are synthesized by. @default - the CDK's own */
  readonly synthesizer?: () => IReusableStackSynthesizer;
  /** The organization in the form of a world file, over that of all apps. */
  readonly world?: Record<string, any>;
  /** The organization is what the app tells of it, and there is no world file. */
  readonly worldOfApp?: boolean;
  readonly verdict: Verdict;
  /** With the newest CDK and all flags that it recommends, where that is another one. */
  readonly newest?: Verdict;
  /** Where the verdict is documented, or was seen. */
  readonly source: string;
}

/** What becomes of an app. */
export type Verdict =
  /** Every account of it is Available, and nothing but this is assumed. */
  | { readonly ends: 'available'; readonly accounts?: number; readonly assumed?: readonly RegExp[] }
  /** The deployment fails, and AWS's would too. */
  | { readonly ends: 'failed'; readonly because: RegExp; readonly assumed?: readonly RegExp[] }
  /** Nothing true could be said: the rehearsal ends. */
  | { readonly ends: 'unknown'; readonly because: RegExp }
  /** Synthesis says so already. */
  | { readonly ends: 'refused'; readonly because: RegExp };
