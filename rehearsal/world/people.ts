/** What people do in a world beside the app. */

/** What people do beside the app, and when. */
export type ByHand = HandMoment & (
  | {
    readonly kind: 'account-appears';
    readonly name: string;
    readonly email: string;
    readonly parentId: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly executionRole: boolean;
    readonly invited: boolean;
  }
  | { readonly kind: 'account-changes'; readonly account: string; readonly change: AccountChange; readonly to?: string; readonly tags: Readonly<Record<string, string>> }
  | { readonly kind: 'product-removed'; readonly account: string }
  | { readonly kind: 'association-removed'; readonly backAfterMinutes?: number }
  | StackUpdatedByHand
);

/** Somebody updates a stack with the template that it has. */
export interface StackUpdatedByHand {
  readonly kind: 'stack-updated';
  readonly stack: string;
  /** The parameters that get another value; all others keep theirs. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Tags of the stack instead of those it has; the same, if absent. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly rollback: boolean;
  /** Minutes after which it is cancelled, if it has not ended. */
  readonly cancelAfterMinutes?: number;
}

/** What somebody does to an account. */
export type AccountChange = 'closed' | 'suspended' | 'moved' | 'renamed' | 'tagged' | 'untagged';

/** What may have to happen to a product first. */
export type ProductMoment = 'requested' | 'created' | 'failed' | 'available';

/** When people act: so many minutes into the run, or after something happened to a product. */
export interface HandMoment {
  readonly minute: number;
  readonly after?: ProductMoment;
  /** The product, by name, in which `*` stands for anything; any, if absent. */
  readonly of?: string;
}

/** Somebody presses a button of a notification in a chat, or types its command. */
export interface WorldButton {
  /** The text of the button. */
  readonly press: string;
  /** Which of the notifications that have it, from 1; each, if absent. */
  readonly notification?: number;
  /** Minutes from the notification. */
  readonly afterMinutes: number;
  /** Variables of its command that get another value than the notification has. */
  readonly variables: Readonly<Record<string, string>>;
}
