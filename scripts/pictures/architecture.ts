/** What stands where, and who speaks to whom: the data of the picture in docs/architecture.md. Places are in pixels; arrows run straight, from one side of a box to the facing side of another. */

/** Where something stands. */
export interface Place {
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Something that runs, is kept, or holds accounts. */
export interface Box extends Place {
  readonly id: string;
  readonly lines: readonly string[];
  /** A unit of the organization. */
  readonly isUnit?: boolean;
}

/** To the right at the height `y`, or down at the distance `x` from the left. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly x?: number;
  readonly y?: number;
  readonly label: string;
}

/** Words that belong to no box. */
export interface Note {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
}

export const WIDTH = 1000;
export const HEIGHT = 554;
export const TITLE = 'From an app to accounts in the pool';

export const PLACES: readonly Place[] = [
  { title: 'Your machine, or a pipeline', x: 20, y: 62, width: 196, height: 354 },
  { title: 'Management account, Control Tower\'s home Region', x: 274, y: 62, width: 442, height: 354 },
  { title: 'Hub account', x: 768, y: 156, width: 212, height: 260 },
  { title: 'Where the account is', x: 274, y: 440, width: 706, height: 94 },
];

export const BOXES: readonly Box[] = [
  { id: 'app', title: 'your app', lines: ['AccountPool, size 10'], x: 36, y: 100, width: 164, height: 52 },
  { id: 'assembly', title: 'cdk.out', lines: ['templates, and the', 'code of the functions'], x: 36, y: 198, width: 164, height: 68 },
  { id: 'rehearsal', title: 'a rehearsal', lines: ['the same code, in an', 'imitated organization'], x: 36, y: 334, width: 164, height: 68 },
  {
    id: 'stack',
    title: 'CloudFormation',
    lines: ['first the checks:', 'product, portfolio, quota', '', 'then for each account', 'the legs of a relay:', 'Start, Leg2, Resource'],
    x: 290,
    y: 198,
    width: 172,
    height: 204,
  },
  { id: 'waiter', title: 'the CDK\'s waiter', lines: ['looks each half minute'], x: 540, y: 100, width: 172, height: 52 },
  { id: 'functions', title: 'our functions', lines: ['LookUp, Kick,', 'IsComplete'], x: 552, y: 198, width: 148, height: 68 },
  { id: 'factory', title: 'Account Factory', lines: ['in Service Catalog, with', 'Control Tower behind it'], x: 540, y: 334, width: 172, height: 68 },
  { id: 'sandbox', title: 'Innovation Sandbox', lines: ['its REST API (1.3), or its', 'accounts function (1.2)'], x: 786, y: 198, width: 176, height: 68 },
  { id: 'cleaner', title: 'its cleaner', lines: ['erases everything', 'in the account'], x: 786, y: 334, width: 176, height: 68 },
  { id: 'holding', title: 'the holding unit', lines: [], x: 556, y: 484, width: 140, height: 36, isUnit: true },
  { id: 'entry', title: 'Entry', lines: [], x: 722, y: 484, width: 58, height: 36, isUnit: true },
  { id: 'cleanUp', title: 'CleanUp', lines: [], x: 804, y: 484, width: 74, height: 36, isUnit: true },
  { id: 'available', title: 'Available', lines: [], x: 898, y: 484, width: 76, height: 36, isUnit: true },
];

export const ARROWS: readonly Arrow[] = [
  { from: 'app', to: 'assembly', x: 118, label: 'cdk synth' },
  { from: 'assembly', to: 'rehearsal', x: 118, label: 'rehearse' },
  { from: 'assembly', to: 'stack', y: 232, label: 'cdk deploy' },
  { from: 'stack', to: 'functions', y: 232, label: 'calls' },
  { from: 'waiter', to: 'functions', x: 626, label: 'how is it?' },
  { from: 'functions', to: 'factory', x: 626, label: 'ask, look' },
  { from: 'functions', to: 'sandbox', y: 232, label: 'register' },
  { from: 'factory', to: 'holding', x: 626, label: 'creates, enrolls' },
  { from: 'sandbox', to: 'cleaner', x: 841, label: 'orders' },
  { from: 'cleaner', to: 'cleanUp', x: 841, label: 'cleans' },
  { from: 'holding', to: 'entry', y: 502, label: '' },
  { from: 'entry', to: 'cleanUp', y: 502, label: '' },
  { from: 'cleanUp', to: 'available', y: 502, label: '' },
];

export const NOTES: readonly Note[] = [
  { x: 290, y: 490, lines: ['Our functions move it to Entry, if a', 'sandbox is named: from then on', 'everything in it will be erased.'] },
];

/** The same, for who doesn't see it. */
export const SENTENCES = 'An app is synthesized into a cloud assembly. A rehearsal runs it on this machine; a deployment runs it in the management account, where CloudFormation calls our functions. '
  + 'They ask Account Factory for accounts, which it creates and enrolls in the holding unit, move them to the unit Entry and register them with Innovation Sandbox in the hub account. '
  + 'Its cleaner erases everything in an account in CleanUp, and then the account is in Available.';
