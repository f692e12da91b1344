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
      errorType: 'TypeError', errorMessage: 'no such thing', detail: 'a field', stack: expect.arrayContaining(['TypeError: no such thing']),
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
      for (const name of ['who', 'other', 'third', 'who', 'other', 'third']) invoke(name);
      await run();
      await close();
      return served.join(' ');
    };
    const first = await order('7');
    for (let again = 0; again < 4; again++) expect(await order('7')).toBe(first);
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
