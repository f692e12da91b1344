/**
 * Why an account isn't retired although somebody asked, and why a retirement doesn't go on: the codes that people are told, with the way out. No deployment fails
 * with them. docs/errors.md lists them.
 */

/** One of them. Values in braces are filled in. */
export interface RetirementRefusalKind {
  readonly what: string;
  readonly fix: string;
}

/** By code. */
export const RETIREMENT_REFUSALS = {
  'AR-RETIRE-UNKNOWN': {
    what: 'the organization has no account {name}.',
    fix: 'name it as the app declares it (pool-017), or by its twelve digits.',
  },
  'AR-RETIRE-AMBIGUOUS': {
    what: '{count} accounts of the organization are called {name}: {value}.',
    fix: 'name the one that is meant by its twelve digits.',
  },
  'AR-RETIRE-PROTECTED': {
    what: 'account {name} is {value}, and nobody retires that.',
    fix: 'name an account of pool {pool}.',
  },
  'AR-RETIRE-NOT-OURS': {
    what: 'account {name} does not belong to pool {pool} of stack {stack}: its tag account-robot:owner is {value}.',
    fix: 'ask the retirement of its own pool; an account that no pool of this library made is retired by hand.',
  },
  'AR-RETIRE-NOT-IN-POOL': {
    what: 'account {name} stands in {value}, which is no place of pool {pool}.',
    fix: 'see who moved it there and why; move it back where it belongs if it is to be retired.',
  },
  'AR-RETIRE-LEASED': {
    what: 'account {name} is leased: Innovation Sandbox says {status}.',
    fix: 'wait until its lease is over, or end the lease in Innovation Sandbox, and ask again.',
  },
  'AR-RETIRE-STATE': {
    what: 'account {name} is {status} in the organization.',
    fix: 'do nothing if it is closed; if AWS has suspended it, settle that with AWS Support first.',
  },
  'AR-RETIRE-ALREADY': {
    what: 'account {name} is being retired already, until it is {value}, as {by} asked at {time}.',
    fix: "do nothing: it goes on by itself; 'account-robot retire {name} --undo' takes it back.",
  },
  'AR-RETIRE-DONE': {
    what: 'account {name} is retired already: it was {value} at {time}.',
    fix: 'ask for more than that if it is to go further (--until closed).',
  },
  'AR-RETIRE-NO-CLOSING': {
    what: 'accounts of pool {pool} may not be closed: its retirement was deployed without that permission.',
    fix: "set 'closing' of AccountRetirement and deploy, or ask for --until unmanaged.",
  },
  'AR-RETIRE-UNIT': {
    what: 'the organization has no unit {value}, where retired accounts of pool {pool} are to stand.',
    fix: "make a unit whose service control policy denies everything, set 'retiredOrganizationalUnitId' of AccountRetirement to its id, and deploy.",
  },
  'AR-RETIRE-UNIT-OPEN': {
    what: 'no service control policy of the unit {value} denies everything: what is in a retired account could still be used.',
    fix: 'attach a policy with Effect Deny, Action * and Resource *, without conditions, to that unit itself, and ask again.',
  },
  'AR-RETIRE-NOT-ORDERED': {
    what: 'nobody has asked to retire account {name} of pool {pool}.',
    fix: 'do nothing: it is where it was.',
  },
  'AR-RETIRE-TOO-LATE': {
    what: 'account {name} can not be taken back: {value}.',
    fix: 'ask AWS Support to reopen it within 90 days after it was closed; nobody can after that, and its address is gone with it.',
  },
  'AR-RETIRE-UNCLEAN': {
    what: 'account {name} is in quarantine again after another cleaning: what is left in it goes on costing money, and no policy of its unit stops that.',
    fix: "see in the log of Innovation Sandbox what couldn't be removed, and remove it; or let it go as it is with 'account-robot retire {name} --as-it-is'.",
  },
  'AR-RETIRE-UNENROL': {
    what: 'Control Tower has not let go of account {name} in {count} attempts: {value}',
    fix: 'remove the cause that AWS names, or terminate its product in Service Catalog by hand; it goes on as soon as the product is gone.',
  },
  'AR-RETIRE-HELD': {
    what: 'the retirement of account {name} does not go on: {value}.',
    fix: "put that right, and it goes on by itself; or take the account back with 'account-robot retire {name} --undo'.",
  },
  'AR-RETIRE-VERSION': {
    what: 'the retirement of account {name} was written by a later version of this package ({value}).',
    fix: 'deploy the stack of its AccountRetirement with that version again.',
  },
  'AR-RETIRE-OVERTAKEN': {
    what: 'something else was written about pool {pool} at the same moment, so that nothing was written about account {name}.',
    fix: 'ask again.',
  },
} as const satisfies Record<string, RetirementRefusalKind>;

/** A code of these. */
export type RetirementCode = keyof typeof RETIREMENT_REFUSALS;

/** What can be filled in. */
export type RetirementValue = 'name' | 'pool' | 'stack' | 'value' | 'status' | 'count' | 'time' | 'by';

/** A refusal with its values filled in. */
export interface RetirementRefusal {
  readonly code: RetirementCode;
  readonly what: string;
  readonly fix: string;
}

/** All codes, in the table's order. */
export function retirementCodes(): RetirementCode[] {
  return Object.keys(RETIREMENT_REFUSALS) as RetirementCode[];
}

/** Fills in a refusal; a value that isn't given reads "unknown". */
export function retirementRefusal(code: RetirementCode, values: { readonly [value in RetirementValue]?: string }): RetirementRefusal {
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (_, key: RetirementValue) => values[key] ?? 'unknown');
  const { what, fix } = RETIREMENT_REFUSALS[code];
  return { code, what: fill(what), fix: fill(fix) };
}
