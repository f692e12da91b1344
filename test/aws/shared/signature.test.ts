import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import * as fc from 'fast-check';
import { signedHeaders } from '../../../aws/shared/signature';
import type { Signable } from '../../../aws/shared/signature';
import { at } from '../../core/fixtures';

/** The hash that the library asks for. */
class Sha256 {
  private readonly hash;

  constructor(secret?: unknown) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', typeof secret === 'string' ? secret : Buffer.from(secret as Uint8Array));
  }

  public update(data: string | Uint8Array): void {
    this.hash.update(data);
  }

  public async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.hash.digest());
  }

  public reset(): void {
    throw new Error('nobody hashes twice');
  }
}

const word = fc.stringMatching(/^[a-zA-Z0-9]{1,20}$/);
const requests: fc.Arbitrary<Signable> = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  host: fc.constantFrom('billing.us-east-1.api.aws', 'abc123.execute-api.eu-west-1.amazonaws.com'),
  path: fc.array(word).map(words => `/${words.join('/')}`),
  headers: fc.dictionary(fc.stringMatching(/^x-[a-z]{1,10}$/), fc.stringMatching(/^[ -~]{0,30}$/), { maxKeys: 5 }),
  body: fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }),
  service: fc.constantFrom('billing', 'execute-api'),
  region: fc.constantFrom('us-east-1', 'eu-west-1'),
  credentials: fc.record({ accessKeyId: word, secretAccessKey: word, sessionToken: fc.option(word, { nil: undefined }) }),
  now: fc.integer({ min: -100_000, max: 100_000 }).map(at),
});

test('is the signature that the library of the SDK comes to', async () => {
  await fc.assert(fc.asyncProperty(requests, async request => {
    const { method, host, path, headers, body, service, region, credentials, now } = request;
    const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 as never });
    const signed = await signer.sign({ method, protocol: 'https:', hostname: host, path, query: {}, body, headers: { ...headers, host } }, { signingDate: now });
    expect(signedHeaders(request)).toEqual(signed.headers);
  }), { numRuns: 300 });
});
