/**
 * What an account's name, its address, and the ids around it must look like.
 *
 * Patterns are anchored and stricter than the services' own where the services disagree: a value has to please Service
 * Catalog, Control Tower and Organizations at once, and the last of them answers half an hour after the deployment began.
 */

/** Limits of AWS Organizations for names and e-mail addresses, in characters. */
export const ACCOUNT_NAME_MAX = 50;
export const EMAIL_MIN = 6;
export const EMAIL_MAX = 64;

/** The name of an account is the name of its product too: letters, digits and `._-`, a letter or digit first. */
export const ACCOUNT_NAME_PATTERN = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,49}$/;

/**
 * The form of an account's address, its length aside: what AWS Organizations and the pre-check of Control Tower both accept. Organizations takes no dot in front,
 * and no label of the domain that begins or ends with a hyphen.
 */
export const EMAIL_PATTERN = /^[a-z0-9_+-][a-z0-9._+-]*@([a-z0-9]+(-+[a-z0-9]+)*\.)+[a-z]+$/;

/** What is wrong with the address of an account. AWS compares addresses in lower case in one place and not in another. */
export function emailFault(email: string): 'case' | 'length' | 'form' | undefined {
  if (email !== email.toLowerCase()) {
    return 'case';
  }
  if (email.length < EMAIL_MIN || email.length > EMAIL_MAX) {
    return 'length';
  }
  return EMAIL_PATTERN.test(email) ? undefined : 'form';
}

/** Id of an account. */
export const ACCOUNT_ID_PATTERN = /^[0-9]{12}$/;

/** Id of an organizational unit: ou-abcd-11112222. */
export const UNIT_ID_PATTERN = /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/;

/** The address of an IAM Identity Center user: Control Tower's own rule. */
export const USER_EMAIL_PATTERN = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]+$/;

/** A first or last name of an IAM Identity Center user: something to be seen, 128 characters at most. */
export const PERSON_NAME_PATTERN = /^(?=.*\S).{1,128}$/s;
