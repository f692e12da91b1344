/** When a function is at rest: what it has begun and not ended keeps time from moving, on any Node. */

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { arn, bench, IDENTITY, START } from './bench';
import { benchApart } from './bench-apart';
import { COUNTED_MODULES } from '../../../rehearsal/kernel/function-counted';

/** Does `work`, then says at which virtual moment it was done. A clock that moved meanwhile would show. */
const doing = (work: string) => `exports.handler = async () => { const r = await (async () => { ${work} })(); return [r, Date.now() - ${START}]; };`;
/** Keeps virtual time busy: a hundred thousand seconds pass while somebody waits for something real. */
const CLOCKWORK = 'exports.handler = async () => { for (let i = 0; i < 200; i++) await new Promise(r => setTimeout(r, 1000)); };';

describe('time stands still while a function has begun', () => {
  const big = path.join(os.tmpdir(), `rest-${process.pid}`);
  beforeAll(() => fs.writeFileSync(big, Buffer.alloc(8_000_000, 'x')));
  afterAll(() => fs.rmSync(big));

  test.each([
    ['a file to read', `return (await require('fs/promises').readFile('${big}')).length;`, 8_000_000],
    ['a file to read, by callback', `return new Promise(r => require('fs').readFile('${big}', (e, d) => r(d.length)));`, 8_000_000],
    ['a file to read, promisified', `return (await require('util').promisify(require('fs').readFile)('${big}')).length;`, 8_000_000],
    ['a file to read, by its handle', `const h = await require('fs/promises').open('${big}'); const { length } = await h.readFile(); await h.close(); return length;`, 8_000_000],
    ['a file to read, by stream', `let n = 0; for await (const c of require('fs').createReadStream('${big}')) n += c.length; return n;`, 8_000_000],
    ['bytes to compress', "const z = require('zlib'); return new Promise(r => z.gzip(Buffer.alloc(8e6), (e, d) => z.gunzip(d, (e2, d2) => r(d2.length))));", 8_000_000],
    ['bytes to compress, by stream', `const z = require('zlib'); const { pipeline } = require('stream/promises'); let n = 0;
      await pipeline(require('fs').createReadStream('${big}'), z.createBrotliCompress({ params: { [z.constants.BROTLI_PARAM_QUALITY]: 1 } }), z.createBrotliDecompress(), async s => { for await (const c of s) n += c.length; }); return n;`, 8_000_000],
    ['a broken stream to expand', "const z = require('zlib').createGunzip(); return new Promise(r => { z.on('error', e => r(e.code)); z.end('no gzip'); });", 'Z_DATA_ERROR'],
    ['a key to derive', "return new Promise(r => require('crypto').pbkdf2('p', 's', 200000, 32, 'sha256', (e, k) => r(k.length)));", 32],
    ['a digest by Web Crypto', "return (await crypto.subtle.digest('SHA-256', Buffer.alloc(20e6))).byteLength;", 32],
    ['a pair of keys to generate', "return (await require('util').promisify(require('crypto').generateKeyPair)('rsa', { modulusLength: 2048 })).publicKey.type;", 'public'],
    ['a child process', "return new Promise(r => require('child_process').exec('sleep 0.2; echo done', (e, out) => r(out)));", 'done\n'],
    ['immediates', 'for (let i = 0; i < 50; i++) await new Promise(r => setImmediate(r)); return 50;', 50],
  ])('%s', async (_, work, expected) => {
    const { invoke, run, close, outcomes } = await bench({ worker: doing(work), clockwork: CLOCKWORK });
    invoke('clockwork');
    invoke('worker');
    await run();
    await close();
    expect(outcomes.find(({ name }) => name === 'worker')!.outcome).toEqual({ payload: [expected, 0] });
  });

  test.each([
    ['an import', "return (await import('node:path')).sep;", '/'],
    ['an import of a file', "return (await import('./other.mjs')).value;", 7],
  ])('%s', async (_, work, expected) => {
    const files = { 'worker/deep.mjs': 'export const value = 7;', 'worker/other.mjs': "export { value } from './deep.mjs';" };
    const { outcomes } = await benchApart({ worker: doing(work), clockwork: CLOCKWORK }, [['clockwork', {}], ['worker', {}]], { files });
    expect(outcomes.find(({ name }) => name === 'worker')!.outcome).toEqual({ payload: [expected, 0] });
  });
});

describe('all timers of Node run on virtual time', () => {
  test.each([
    ['promisified', "await require('util').promisify(setTimeout)(90000);"],
    ['of the module', "const { setTimeout: s } = require('node:timers'); await new Promise(r => s(r, 90000));"],
    ['of promises', "await require('node:timers/promises').setTimeout(90000);"],
    ['of the scheduler', "await require('node:timers/promises').scheduler.wait(90000);"],
    ['of an interval', "for await (const _ of require('node:timers/promises').setInterval(45000)) { if (Date.now() - " + START + ' >= 90000) break; }'],
    ['of a signal', "await new Promise(r => AbortSignal.timeout(90000).addEventListener('abort', r));"],
  ])('%s', async (_, work) => {
    const { invoke, run, close, outcomes } = await bench({ sleeper: doing(work) });
    invoke('sleeper');
    await run();
    await close();
    expect(outcomes[0].outcome.payload).toEqual([null, 90000]);
  });

  test('and so do its clocks', async () => {
    const { invoke, run, close, outcomes } = await bench({ sleeper: doing('const a = [performance.now(), process.hrtime.bigint(), process.uptime()]; await new Promise(r => setTimeout(r, 90000)); return [performance.now() - a[0], Number(process.hrtime.bigint() - a[1]), process.uptime() - a[2], process.hrtime()[0], performance.timeOrigin];') });
    invoke('sleeper');
    await run();
    await close();
    expect(outcomes[0].outcome.payload).toEqual([[90000, 90_000_000_000, 90, 90, START], 90000]);
  });
});

test('chance depends on the seed, by whatever road it comes', async () => {
  const draw = async (seed: string) => {
    const { invoke, run, close, outcomes } = await bench({
      dicer: `const c = require('node:crypto'); exports.handler = async () => [Math.random(), c.randomUUID(), crypto.randomUUID(), c.randomBytes(8).toString('hex'), c.randomInt(1e9), c.randomInt(5, 7), c.randomFillSync(Buffer.alloc(4)).toString('hex'),
        [...crypto.getRandomValues(new Uint32Array(2))], await new Promise(r => c.randomBytes(4, (e, b) => r(b.toString('hex')))), await new Promise(r => c.randomInt(1e9, (e, n) => r(n))), await new Promise(r => c.randomFill(Buffer.alloc(4), (e, b) => r(b.toString('hex')))), [...c.webcrypto.getRandomValues(new Uint8Array(4))]];`,
    }, { seed });
    invoke('dicer');
    await run();
    await close();
    return outcomes[0].outcome.payload as unknown[];
  };
  const first = await draw('1');
  const other = await draw('2');
  expect(first).toHaveLength(12);
  expect(await draw('1')).toEqual(first);
  expect(first.filter((value, index) => JSON.stringify(value) === JSON.stringify(other[index]) && index !== 5)).toEqual([]);
});

describe('nothing waits for ever', () => {
  const impatient = { patienceSeconds: 4 };
  /** A file that can be opened only when somebody writes to it. */
  const pipe = (root: string) => {
    const file = path.join(root, 'pipe');
    execFileSync('mkfifo', [file]);
    return { file, open: () => fs.closeSync(fs.openSync(file, 'r+')) };
  };

  test.each([
    ['a promise that nothing settles', 'exports.handler = () => new Promise(() => {});', 'waits neither for an answer nor for a timer, a file or anything else that is counted'],
    ['a request that is not sent off', "exports.handler = () => new Promise(r => require('http').request(process.env.AWS_ENDPOINT_URL, r));", 'it has begun a request and does not send it off'],
  ])('%s ends the run with a sentence', async (_, source, known) => {
    const { invoke, run, close, root } = await bench({ stuck: source }, { host: impatient });
    invoke('stuck');
    await expect(run()).rejects.toMatchObject({ name: 'UnknownToRehearsal', message: expect.stringContaining(`function 'stuck' (index.handler in ${path.join(root, 'stuck')}) was not heard of for 4 seconds of real time, at minute 0 of the rehearsal: `) });
    await expect(run()).rejects.toMatchObject({ message: expect.stringContaining(known) });
    await close();
  });

  test.each([
    ['a loop without end', 'exports.handler = () => { for (;;); };'],
    ['a loop without end after a pause', 'exports.handler = async () => { await new Promise(r => setTimeout(r, 20000)); for (;;); };'],
  ])('%s ends the run with a sentence', async (_, source) => {
    await expect(benchApart({ stuck: source }, [['stuck', {}]], { patienceSeconds: 4 })).rejects.toMatchObject({
      name: 'UnknownToRehearsal',
      message: expect.stringContaining("function 'stuck' (index.handler in ROOT/stuck) was not heard of for 4 seconds of real time, at minute 0 of the rehearsal: its thread does not answer, so it computes without a pause"),
    });
  });

  test('a file that can not be read to its end is named', async () => {
    const { invoke, run, close, root } = await bench({ stuck: "exports.handler = ({ file }) => require('fs/promises').readFile(file);" }, { host: impatient });
    const { file, open } = pipe(root);
    invoke('stuck', { file });
    await expect(run()).rejects.toMatchObject({ message: expect.stringContaining('it waits for fs/promises.readFile, which Node.js has begun and not ended') });
    open();
    await close();
  });

  describe('where file reads are not counted', () => {
    const counted = COUNTED_MODULES.filter(({ name }) => !name.startsWith('fs'));

    test('the sentence comes instead of a hang', async () => {
      const { invoke, run, close, root } = await bench({ stuck: "exports.handler = ({ file }) => require('fs/promises').readFile(file);" }, { host: { patienceSeconds: 4, counted } });
      const { file, open } = pipe(root);
      invoke('stuck', { file });
      await expect(run()).rejects.toMatchObject({ message: expect.stringContaining("function 'stuck' ") });
      open();
      await close();
    });

    test('a function that was waited for in silence is heard again', async () => {
      const { invoke, run, close, outcomes } = await bench({ reader: IDENTITY.replace('=> (', "=> (await require('fs/promises').readFile(__filename), ") }, { host: { counted } });
      invoke('reader');
      await run();
      await close();
      expect(outcomes[0]).toMatchObject({ outcome: { payload: '111122223333' } });
    });

    test('a function that goes on when its time has passed ends the run: other minutes are no answer', async () => {
      let moment = 0;
      let open: () => void = () => undefined;
      const { invoke, run, close, root } = await bench({
        // The timer is a reason to rest, the file is what it really waits for.
        reader: IDENTITY.replace('=> (', "=> { setTimeout(() => {}, 250000); await require('fs/promises').readFile(event.file); return (").replace('.Account;', '.Account; };'),
        other: `const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts'); const client = new STSClient();
          exports.handler = async () => { for (let i = 0; i < 400; i++) await client.send(new GetCallerIdentityCommand({})); };`,
      }, {
        host: { counted },
        sts: () => {
          if (++moment === 20) {
            open();
          }
          return { Account: '1' };
        },
      });
      const fifo = pipe(root);
      // Read and written, so that neither side waits for the other; closed when the reader had its end.
      open = () => fs.writeFileSync(fifo.file, 'x');
      invoke('reader', { file: fifo.file });
      invoke('other');
      await expect(run()).rejects.toMatchObject({ name: 'UnknownToRehearsal', message: expect.stringMatching(/^function 'reader' \(index\.handler in .*\) (makes a request|sets a timer) at minute \d+ of the rehearsal although it had come to rest before/) });
      await close();
    });
  });
});

test('what functions sign carries virtual time, whatever the clock of this machine says', async () => {
  const dates: string[] = [];
  const { invoke, run, close, clock, endpoint } = await bench({ who: IDENTITY.replace('=> (', '=> { await client.send(new GetCallerIdentityCommand({})); return (').replace('.Account;', '.Account; };') });
  const take = endpoint.take.bind(endpoint);
  endpoint.take = () => {
    const held = take();
    for (const { request } of held) {
      dates.push(request.headers['x-amz-date']!);
    }
    return held;
  };
  clock.after(86_400 * 400, 'later', () => invoke('who'));
  invoke('who');
  await run();
  await close();
  expect(dates.map(date => date.slice(0, 13))).toEqual(['20260105T0800', '20260105T0800', '20270209T0800', '20270209T0800']);
});

test('an invocation of another function is waited for as long as that takes', async () => {
  const { invoke, run, close, outcomes } = await bench({
    outer: `const { Lambda } = require('@aws-sdk/client-lambda');
      exports.handler = async () => Buffer.from((await new Lambda().invoke({ FunctionName: '${arn('inner')}' })).Payload).toString();`,
    inner: 'exports.handler = async () => { await new Promise(r => setTimeout(r, 250000)); return 1; };',
  });
  invoke('outer');
  await run();
  await close();
  expect(outcomes[0].outcome.payload).toBe('1');
});
