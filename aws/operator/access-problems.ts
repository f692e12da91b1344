/** What is wrong when nothing can be read: one sentence for each, with what to do. */

import { isFatal } from './looks';
import { RefusalError, TransientError } from '../../core/failures/errors';
import { maskText } from '../../src/contract';

/** How the user asked for access. */
export interface AskedAccess {
  readonly profile?: string;
  readonly region?: string;
}

/** Input of the user's that can't be used: the command shows its sentence and nothing else. */
class UnusableAccess extends Error {
  /** Whether the same may succeed in a while: AWS could not be reached. Who looks again and again goes on then. */
  public readonly passing: boolean;

  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'UnusableInput';
    this.passing = cause instanceof TransientError && !isFatal(cause);
  }
}

/** Does it; an error about credentials, Region or network becomes a sentence. */
export async function explained<T>(asked: AskedAccess, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const sentence = sentenceOf(error, asked);
    throw sentence === undefined ? error : new UnusableAccess(sentence, error);
  }
}

function sentenceOf(error: unknown, { profile, region }: AskedAccess): string | undefined {
  const words = error instanceof RefusalError || error instanceof TransientError ? error.text : error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const text = words.replace(/\s+/g, ' ');
  const login = `aws sso login${profile === undefined ? '' : ` --profile ${profile}`}`;
  if (/Region is missing|Region not accepted: region=""/i.test(text)) {
    return `no AWS Region was named${profile === undefined ? '' : `, and profile '${profile}' has none`}; add --region with Control Tower's home Region, or set AWS_REGION`;
  }
  if (/multi-?factor|MFA/i.test(text) && /CredentialsProviderError/.test(text)) {
    return `profile '${profile ?? 'default'}' wants a code of a second factor, and the command can't ask for one; open a session first ('aws sts get-session-token', or 'eval "$(aws configure export-credentials --format env)"') and try again`;
  }
  if (/sso/i.test(text) && /expired|not found|invalid|refresh|login/i.test(text)) {
    return `the single sign-on session${profile === undefined ? '' : ` of profile '${profile}'`} has ended; renew it with '${login}' and try again`;
  }
  if (profile !== undefined && /CredentialsProviderError/.test(text)) {
    return `profile '${profile}' gives no AWS credentials (${maskText(text).slice(0, 160)}); 'aws configure list-profiles' tells which profiles there are, and '${login}' signs in`;
  }
  if (/CredentialsProviderError|TokenProviderError/.test(text)) {
    return `no AWS credentials were found in the environment, the default profile and this machine; sign in ('${login}'), or name a profile with --profile (${maskText(text).slice(0, 160)})`;
  }
  if (/^ExpiredToken/.test(text)) {
    return `the AWS credentials have expired; renew them ('${login}' for single sign-on) and try again`;
  }
  if (/^(InvalidClientTokenId|UnrecognizedClientException)/.test(text)) {
    return `AWS doesn't know these credentials (${maskText(text)}); they may be deactivated, or of another partition: sign in again ('${login}')`;
  }
  if (/^(SignatureDoesNotMatch|InvalidSignatureException)/.test(text)) {
    return `AWS refuses the signature made with these credentials (${maskText(text).slice(0, 160)}); check the secret access key, and this machine's clock`;
  }
  if (error instanceof TransientError) {
    return `AWS could not be reached: ${maskText(text).slice(0, 200)}; check the network${region === undefined ? '' : `, and that there is a Region '${region}'`}`;
  }
  return isFatal(error) || error instanceof RefusalError ? `${error.operation} was refused: ${maskText(text).slice(0, 200)}` : undefined;
}
