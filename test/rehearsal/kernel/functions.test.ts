import * as v8 from 'node:v8';
import * as vm from 'node:vm';
import { arn, bench, IDENTITY, START } from './bench';
import { ApiError } from '../../../rehearsal/kernel/types';

describe('functions in workers', () => {
  test('an unmodified handler reaches AWS by the real SDK over real HTTP', async () => {
    const { invoke, run, close, outcomes, dispatcher } = await bench({ who: IDENTITY });
    invoke('who');
    await run();
    await close();
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([{ payload: '111122223333' }]);
    expect(dispatcher.calls.get('who')).toEqual(new Map([['sts:GetCallerIdentity', 1]]));
  });

  test.each([0.4, 1.5, 1234.2, 1234.7])('a timer of %d milliseconds rings at a whole one, as Node\'s do', async delay => {
    const { invoke, run, close, outcomes } = await bench({
      sleeper: `exports.handler = async () => { const began = Date.now(); await new Promise(done => setTimeout(done, ${delay})); return Date.now() - began; };`,
    });
    invoke('sleeper');
    await run();
    await close();
    expect(outcomes[0].outcome.payload).toBe(Math.trunc(delay));
  });

  test('timers and dates run on virtual time: an hour passes at once', async () => {
    const { invoke, run, close, outcomes, clock } = await bench({
      sleeper: 'exports.handler = async () => { const from = Date.now(); await new Promise(r => setTimeout(r, 200000)); return [from, new Date().toISOString()]; };',
    });
    clock.after(3600, 'later', () => invoke('sleeper'));
    await run();
    await close();
    expect(outcomes[0].outcome.payload).toEqual([START + 3600_000, '2026-01-05T09:03:20.000Z']);
  });

  test('a thrown error is reported as Lambda reports it', async () => {
    const { invoke, run, close, outcomes, functions } = await bench({
      bad: "exports.handler = async () => { throw Object.assign(new TypeError('no such thing'), { detail: 'a field' }); };",
    });
    invoke('bad');
    await run();
    await close();
    expect(outcomes[0].outcome.error).toMatchObject({ errorType: 'TypeError', errorMessage: 'no such thing' });
    const logged = functions.log.map(({ line }) => line).filter(line => line.includes(' ERROR Invoke Error '));
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0].split(' Invoke Error ')[1])).toEqual({
      errorType: 'TypeError',
      errorMessage: 'no such thing',
      detail: 'a field',
      stack: expect.arrayContaining(['TypeError: no such thing']),
    });
  });

  test.each([
    ['an error that nobody catches', "exports.handler = () => new Promise(() => setTimeout(() => { throw new RangeError('too late'); }, 1000));", { errorType: 'RangeError', errorMessage: 'too late' }],
    ['a rejection that nobody catches', "exports.handler = () => new Promise(() => setTimeout(() => { Promise.reject(new RangeError('too late')); }, 1000));", { errorType: 'RangeError', errorMessage: 'too late' }],
    ['the end of its own process', 'exports.handler = () => new Promise(() => setTimeout(() => process.exit(3), 1000));', { errorType: 'Runtime.ExitError', errorMessage: 'RequestId: short/1 Error: Runtime exited with error: exit status 3' }],
    ['the good end of its own process', 'exports.handler = () => new Promise(() => process.exit());', { errorType: 'Runtime.ExitError', errorMessage: 'RequestId: short/1 Error: Runtime exited without providing a reason' }],
  ])('%s ends an invocation, and the next one starts anew', async (_, source, error) => {
    const { invoke, run, close, outcomes, clock } = await bench({ short: source });
    invoke('short');
    clock.after(10, 'later', () => invoke('short'));
    await run();
    await close();
    expect(outcomes).toHaveLength(2);
    expect(outcomes[0].outcome.error).toMatchObject(error);
  });

  test('a function is ended at its timeout', async () => {
    const { invoke, run, close, outcomes } = await bench({ slow: 'exports.handler = () => new Promise(r => setTimeout(r, 400000));' }, { timeoutSeconds: 60 });
    invoke('slow');
    await run();
    await close();
    expect(outcomes[0].at).toBe(60);
    expect(outcomes[0].outcome.error?.errorMessage).toContain('Task timed out after 60.00 seconds');
  });

  test('concurrent invocations of one function have instances of their own, and a later one reuses an instance', async () => {
    const { invoke, run, close, outcomes, clock } = await bench({
      counter: 'let n = 0; exports.handler = async () => { n++; await new Promise(r => setTimeout(r, 1000)); return n; };',
    });
    invoke('counter');
    invoke('counter');
    clock.after(10, 'later', () => invoke('counter'));
    await run();
    await close();
    expect(outcomes.map(({ outcome }) => outcome.payload)).toEqual([1, 1, 2]);
  });

  test('a function invokes another one through the Lambda API', async () => {
    const { invoke, run, close, outcomes } = await bench({
      outer: `const { Lambda } = require('@aws-sdk/client-lambda');
        exports.handler = async event => { const r = await new Lambda().invoke({ FunctionName: '${arn('inner')}', Payload: JSON.stringify({ n: event.n }) });
          return { error: r.FunctionError, value: JSON.parse(Buffer.from(r.Payload).toString()) }; };`,
      inner: 'exports.handler = async event => event.n + 1;',
    });
    invoke('outer', { n: 41 });
    await run();
    await close();
    expect(outcomes[0].outcome.payload).toEqual({ value: 42 });
  });

  test('an invocation whose response is lost is made again, and the other function has worked twice', async () => {
    const { invoke, run, close, outcomes } = await bench({
      outer: `const { Lambda } = require('@aws-sdk/client-lambda');
        exports.handler = async () => { const r = await new Lambda().invoke({ FunctionName: '${arn('inner')}' }); return Buffer.from(r.Payload).toString(); };`,
      inner: 'let calls = 0; exports.handler = async () => ++calls;',
    }, { faults: [{ kind: 'lost-response', action: 'lambda:Invoke' }] });
    invoke('outer');
    await run();
    await close();
    expect(outcomes[0].outcome.payload).toBe('2');
  });

  test('an answer to CloudFormation over https arrives at the endpoint', async () => {
    const { invoke, run, close, responses } = await bench({
      answering: `const https = require('https');
        exports.handler = () => new Promise((resolve, reject) => { const r = https.request({ hostname: 'responses.example.com', path: '/a?b=c', method: 'PUT' }, res => { res.resume(); res.on('end', resolve); }); r.on('error', reject); r.end('{"Status":"SUCCESS"}'); });`,
    });
    invoke('answering');
    await run();
    await close();
    expect(responses).toEqual([{ url: '/a?b=c', body: { Status: 'SUCCESS' } }]);
  });

  test('a response that is lost makes the SDK try again; the service has then worked twice', async () => {
    let worked = 0;
    const { invoke, run, close, outcomes } = await bench({ who: IDENTITY }, {
      faults: [{ kind: 'lost-response', action: 'sts:GetCallerIdentity' }],
      sts: () => ({ Account: String(++worked) }),
    });
    invoke('who');
    await run();
    await close();
    expect(outcomes[0].outcome.payload).toBe('2');
  });

  test('a function that dies after its call was accepted leaves the work done and reports an exit', async () => {
    let worked = 0;
    const { invoke, run, close, outcomes } = await bench({ who: IDENTITY }, {
      faults: [{ kind: 'function-dies', after: 'sts:GetCallerIdentity' }],
      sts: () => ({ Account: String(++worked) }),
    });
    invoke('who');
    await run();
    await close();
    expect(worked).toBe(1);
    expect(outcomes[0].outcome.error?.errorType).toBe('Runtime.ExitError');
  });

  test('a refusal of the service reaches the handler as the typed exception', async () => {
    const { invoke, run, close, outcomes } = await bench({
      who: IDENTITY.replace('exports.handler = async event =>', 'exports.handler = async event => { try { return') .replace('.Account;', '.Account; } catch (e) { return e.name + ": " + e.message; } };'),
    }, { sts: () => { throw new ApiError('ExpiredToken', 'The security token is expired.', 403); } });
    invoke('who');
    await run();
    await close();
    expect(outcomes[0].outcome.payload).toBe('ExpiredToken: The security token is expired.');
  });

  test('the same seed serves concurrent calls in the same order, another seed in another', async () => {
    const order = async (seed: string) => {
      const served: string[] = [];
      const { invoke, run, close } = await bench(
        { who: IDENTITY.replace('GetCallerIdentityCommand({})', 'GetCallerIdentityCommand({})'), other: IDENTITY, third: IDENTITY },
        { seed, sts: (request, at) => { served.push(`${request.caller.label}@${at}`); return { Account: '1' }; } },
      );
      for (const name of ['who', 'other', 'third', 'who', 'other', 'third']) {
        invoke(name);
      }
      await run();
      await close();
      return served.join(' ');
    };
    const first = await order('7');
    for (let again = 0; again < 4; again++) {
      expect(await order('7')).toBe(first);
    }
    expect(await order('8')).not.toBe(first);
  });

  test('what a function writes is kept as log, with its virtual moment', async () => {
    const { invoke, run, close, functions } = await bench({ talker: "exports.handler = async () => { console.log(JSON.stringify({ notice: 'hello' })); };" });
    invoke('talker');
    await run();
    await close();
    expect(functions.log).toEqual([{ at: 0, function: 'talker', line: '{"notice":"hello"}' }]);
  });

  test.each([
    [undefined, ['quiet', 'hello', 'careful', 'broken', 'metrics\n']],
    ['WARN', ['careful', 'broken', 'metrics\n']],
    ['FATAL', ['metrics\n']],
  ])('a log level (%s) keeps the console below it out of the log, and never the streams', async (logLevel, lines) => {
    const talker = `exports.handler = async () => {
      console.debug('quiet'); console.log('hello'); console.warn('careful'); console.error('broken'); process.stdout.write('metrics\\n');
    };`;
    const { invoke, run, close, functions } = await bench({ talker }, { logLevel });
    invoke('talker');
    await run();
    await close();
    expect(functions.log.map(({ line }) => line)).toEqual(lines);
  });
});

describe('what AWS shows a function', () => {
  const payloadOf = async (source: string, files?: Record<string, string>) => {
    const { invoke, run, close, outcomes } = await bench({ one: source }, { files });
    invoke('one');
    await run();
    await close();
    return outcomes[0].outcome.payload ?? outcomes[0].outcome.error;
  };

  test('is no other function: neither its globals, nor its variables, nor what it changed of Node\'s', async () => {
    const marking = `globalThis.mark = process.env.MARK = 'seen'; Array.prototype.mark = 1; require('fs').readFileSync = () => 'mine'; require('crypto').mark = 1;
      exports.handler = async () => [require('fs').readFileSync(__filename)];`;
    const looking = 'exports.handler = async () => [typeof mark, process.env.MARK ?? null, typeof [].mark, require(\'fs\').readFileSync(__filename, \'utf8\').length > 99, typeof require(\'crypto\').mark, process.env.ACCOUNT_ROBOT_FUNCTION];';
    const { invoke, run, close, outcomes } = await bench({ marking, looking });
    invoke('marking');
    invoke('looking');
    await run();
    await close();
    expect(outcomes.find(({ name }) => name === 'marking')!.outcome.payload).toEqual(['mine']);
    expect(outcomes.find(({ name }) => name === 'looking')!.outcome.payload).toEqual(['undefined', null, 'undefined', true, 'undefined', 'looking']);
    expect([typeof (globalThis as any).mark, typeof ([] as any).mark]).toEqual(['undefined', 'undefined']);
  });

  test('are Node\'s objects, recognized as if there were one realm', async () => {
    expect(await payloadOf(`exports.handler = async () => {
      const fs = require('fs');
      const error = (() => { try { fs.readFileSync('/nowhere'); } catch (e) { return e; } })();
      const copy = structuredClone({ list: [1], at: new Date(0), map: new Map([[1, 2]]), error: new RangeError('x') });
      return [error instanceof Error, error instanceof RangeError, Buffer.from('a') instanceof Uint8Array, fs.promises.readFile(__filename) instanceof Promise,
        fs.statSync(__filename).mtime instanceof Date, new URL('https://a.b') instanceof URL, new AbortController().signal instanceof AbortSignal, new TextEncoder().encode('x') instanceof Uint8Array,
        copy.constructor === Object, copy.list instanceof Array, copy.at instanceof Date, copy.map instanceof Map, copy.error instanceof RangeError,
        (class Own extends Error {}) && new Error('x') instanceof (class Own extends Error {}), globalThis === global, new Function('return this')() === globalThis];
    };`)).toEqual([true, false, true, true, true, true, true, true, true, true, true, true, true, false, true, true]);
  });

  test('is its own process', async () => {
    expect(await payloadOf(`exports.handler = async () => {
      process.env.NUMBER = 5;
      const { isMainThread, parentPort } = require('worker_threads');
      return [process.env.NUMBER, process.argv.length, process.execArgv, isMainThread, parentPort, require('process') === process, process.env.HOME ?? null, require.main ?? null];
    };`)).toEqual(['5', 2, [], true, null, true, null, null]);
  });

  test('is heard of errors that nobody catches, if it asks for that', async () => {
    expect(await payloadOf(`exports.handler = () => new Promise(resolve => {
      process.on('unhandledRejection', reason => resolve('heard ' + reason.message));
      setTimeout(() => { Promise.reject(new Error('it')); }, 1000);
    });`)).toBe('heard it');
  });

  test('is the endpoint, whoever asks: fetch, http with an agent of its own, https', async () => {
    const { invoke, run, close, outcomes, responses } = await bench({
      one: `const put = (module, options) => new Promise((resolve, reject) => { const r = module.request(options, res => { let text = ''; res.on('data', d => text += d).on('end', () => resolve([res.statusCode, text])); }); r.on('error', reject); r.end('{"by":"' + options.path + '"}'); });
        exports.handler = async () => {
          const http = require('http');
          const answer = await fetch('https://responses.example.com/fetch?a=b', { method: 'PUT', body: '{"by":"fetch"}' });
          return [[answer.status, await answer.text()], await put(http, { host: 'x.example.com', path: '/agent', method: 'PUT', agent: new http.Agent({ keepAlive: true }) }),
            await put(http, { host: 'x.example.com', path: '/none', method: 'PUT', agent: false }), await put(require('https'), { host: 'x.example.com', path: '/tls', method: 'PUT', agent: false })];
        };`,
    });
    invoke('one');
    await run();
    await close();
    expect(outcomes[0].outcome.payload).toEqual([[200, ''], [200, ''], [200, ''], [200, '']]);
    expect(responses.map(({ url, body }) => [url, body.by])).toEqual([['/fetch?a=b', 'fetch'], ['/agent', '/agent'], ['/none', '/none'], ['/tls', '/tls']]);
  });

  test('an SDK client with limits of time of its own, which keeps the SDK\'s own handler', async () => {
    expect(await payloadOf(`const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
      exports.handler = async () => (await new STSClient({ requestHandler: { requestTimeout: 5000 } }).send(new GetCallerIdentityCommand({}))).Account;`)).toBe('111122223333');
  });

  test('nothing of timers that an ended invocation left behind', async () => {
    const { invoke, run, close, outcomes, functions, clock } = await bench({ leaky: "let n = 0; exports.handler = async () => { setInterval(() => console.log('leaked'), 1000); setTimeout(() => { throw new Error('late'); }, 2000); return ++n; };" });
    invoke('leaky');
    clock.after(100, 'later', () => invoke('leaky'));
    await run();
    await close();
    expect(outcomes.map(({ outcome }) => outcome.payload)).toEqual([1, 2]);
    expect(functions.log).toEqual([]);
  });
});

test('nothing of a run stays in memory: neither realms nor connections', async () => {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  const realms = async () => {
    // What is collected at the end of a turn is gone after the next one.
    for (let turn = 0; turn < 3; turn++) {
      await new Promise(resolve => setTimeout(resolve, 20));
      collect();
    }
    return v8.getHeapStatistics().number_of_native_contexts;
  };
  const runOnce = async () => {
    const { invoke, run, close } = await bench({
      one: 'exports.handler = () => new Promise((resolve, reject) => require(\'https\').request({ host: \'responses.example.com\', path: \'/\', method: \'PUT\' }, res => res.resume().on(\'end\', resolve)).on(\'error\', reject).end(\'{}\'));',
      two: IDENTITY,
    });
    invoke('one');
    invoke('two');
    await run();
    await close();
  };
  await runOnce();
  const before = await realms();
  for (let run = 0; run < 4; run++) {
    await runOnce();
  }
  // The last run may still be on the stack.
  expect(await realms()).toBeLessThanOrEqual(before + 2);
});

test('instances of one function have globals, variables, chance and modules of their own', async () => {
  const { invoke, run, close, outcomes } = await bench({
    twin: `let own = 0; globalThis.shared ??= []; shared.push(process.env.AWS_ACCESS_KEY_ID); const drawn = [Math.random()];
      exports.handler = async () => {
        own++; drawn.push(Math.random());
        await new Promise(r => setTimeout(r, 1000));
        globalThis.later = (globalThis.later ?? 0) + 1;
        await new Promise(r => setTimeout(r, 1000));
        return { own, shared, later, key: process.env.AWS_ACCESS_KEY_ID, drawn: [...drawn, Math.random()] };
      };`,
  });
  invoke('twin');
  invoke('twin');
  await run();
  await close();
  const [one, other] = outcomes.map(({ outcome }) => outcome.payload as any);
  expect([one.own, one.later, one.shared, other.own, other.later, other.shared]).toEqual([1, 1, [one.key], 1, 1, [other.key]]);
  expect(one.key).not.toBe(other.key);
  expect(new Set([...one.drawn, ...other.drawn]).size).toBe(6);
});
