/** What e-mail addresses and web addresses in a text look like, for all who must not show them. */

/** Whatever may be an e-mail address within a text; its domain is captured. Better a word too many than an address. */
const EMAIL_ADDRESS = /[^\s@"'<>(),;:]+@([^\s@"'<>(),;:]+)/g;
/** A web address within a text. A pre-signed one is a secret. */
const WEB_ADDRESS = /[a-z][a-z0-9+.-]*:\/\/\S+/gi;

/** The text without e-mail addresses and web addresses, for logs and for what AWS keeps. */
export function maskText(text: string): string {
  return text.replace(WEB_ADDRESS, '<url>').replace(EMAIL_ADDRESS, '<e-mail>');
}

/** The text with no more of e-mail addresses than their domains, for the terminal of somebody who knows them. */
export function withoutEmails(text: string): string {
  return text.replace(EMAIL_ADDRESS, '***@$1');
}
