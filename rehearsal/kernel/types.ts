/** What the parts of the rehearsal share: virtual time, draws, and AWS calls as data. */

/** Virtual time and chance. Everything in a rehearsal happens as an event of this clock. */
export interface Clock {
  /** Seconds since the run began. */
  readonly now: number;
  /** The same moment as a date of the organisation's calendar. */
  readonly date: Date;
  /** Runs `action` after `seconds`; events of one moment run in the order of a draw over their keys. */
  after(seconds: number, key: string, action: () => void): void;
  /** A number in [0, 1) that depends on the seed and the key alone. Never on what was drawn before. */
  draw(...key: (string | number)[]): number;
}

/** Who makes a call: a role of the rehearsed stacks, as a Lambda function's session. */
export interface Caller {
  /** arn:aws:iam::111122223333:role/Name */
  readonly roleArn: string;
  /** arn:aws:sts::111122223333:assumed-role/Name/session */
  readonly sessionArn: string;
  readonly accountId: string;
  /** How the report names the caller: 'kick', 'is-complete', 'look-up', 'framework'. */
  readonly label: string;
  /** The name of the role, if the caller has assumed another one than its function's. */
  readonly assumedRole?: string;
}

/** One AWS API call, decoded from the wire. */
export interface ApiRequest {
  /** The service's IAM prefix: 'servicecatalog', 'organizations', 'lambda', 'states', 'cloudformation', 'ssm', 'sts', 'sso', 'execute-api' ... */
  readonly service: string;
  /** The operation's name: 'ProvisionProduct'. */
  readonly action: string;
  readonly region: string;
  readonly caller: Caller;
  // The members of the request as the service's model names them.
  readonly input: Record<string, any>;
}

/** An AWS error answer. `code` is the exception's name, `members` what it carries beside its message: a Reason, for instance. */
export class ApiError extends Error {
  constructor(
    public readonly code: string,
    message: string,
    public readonly statusCode = 400,
    public readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** IAM's refusal. Protocols have names and status codes of their own for it. */
export class AccessDenied extends ApiError {
  constructor(message: string) {
    super('AccessDeniedException', message);
  }
}

/** One thing that a caller must be allowed to do. */
export interface Authorization {
  readonly action: string;
  /** An ARN, or '*' for an action without resources. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** An answer that isn't there yet: a service gives this where something must end first. */
export class Deferred {
  /** @param begin sets the work going; it calls `done` once, as an event of the clock */
  constructor(public readonly begin: (done: (output: unknown) => void) => void) {}

  /** The same, put another way for whoever asked. */
  public as(wrapped: (output: unknown) => unknown): Deferred {
    return new Deferred(done => this.begin(output => done(wrapped(output))));
  }
}

/** A call or an attribute that the rehearsal doesn't know. It ends the run with a sentence, never with a silent success. */
export class UnknownToRehearsal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnknownToRehearsal';
  }
}

/** Wrong input to the command: one sentence with file, place, value, what was expected, and the fix. */
export class UnusableInput extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnusableInput';
  }
}
