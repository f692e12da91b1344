/** The process of one function: its environment variables, its streams, its end. */

import { formatWithOptions } from 'node:util';
import type { FunctionBuiltins } from './function-builtins';
import type { Realm } from './function-realm';
import { asOwn, PROCESS } from './function-realm';

const { Readable, Writable } = PROCESS.getBuiltinModule('node:stream');
const EventEmitter = PROCESS.getBuiltinModule('node:events');

/** What `process.exit` throws in place of never returning. Whoever catches it goes on in a process that nobody hears any more. */
export class ProcessExit extends Error {}

/** What a process does to the world around it. */
export interface ProcessSurroundings {
  exit(code: number): void;
  /** Something was written to one of the streams. */
  write(text: string): void;
}

/** Gives the realm a process of its own. */
export function installProcess(
  realm: Realm, builtins: FunctionBuiltins, environment: Readonly<Record<string, string>>, around: ProcessSurroundings,
): void {
  const own = Object.create(PROCESS);
  EventEmitter.call(own);
  const exit = (code: unknown = own.exitCode) => {
    own.emit('exit', Number(code ?? 0));
    around.exit(Number(code ?? 0));
    throw new ProcessExit();
  };
  const unsupported = () => { throw new realm.Error('a rehearsed function shares its process with others and can\'t do that'); };
  const members = {
    env: environmentOf(realm, environment),
    argv: ['/var/lang/bin/node', '/var/runtime/index.mjs'],
    execArgv: [],
    exitCode: undefined,
    stdin: Readable.from([]),
    stdout: streamOf(around),
    stderr: streamOf(around),
    exit,
    reallyExit: exit,
    abort: () => exit(134),
    kill: unsupported,
    chdir: unsupported,
    getBuiltinModule: (name: string) => builtins.get(name),
    emitWarning: (warning: unknown, options?: unknown) => around.write(`${formatWithOptions({}, '(node) %s', typeof warning === 'string' ? `${nameOf(options)}: ${warning}` : warning)}\n`),
  };
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(own, name, { value: typeof value === 'function' ? asOwn(realm, value as never) : value, writable: true, enumerable: true, configurable: true });
  }
  realm.process = own;
}

function nameOf(options: unknown): string {
  return typeof options === 'string' ? options : (options as { type?: string } | undefined)?.type ?? 'Warning';
}

/** Like the real one, it holds text and nothing else. */
function environmentOf(realm: Realm, variables: Readonly<Record<string, string>>): object {
  return new Proxy(Object.assign(new realm.Object(), variables), {
    set: (target: any, name, value) => {
      target[name] = String(value);
      return true;
    },
    defineProperty: (target, name, property) => Reflect.defineProperty(target, name, 'value' in property ? { ...property, value: String(property.value) } : property),
  });
}

/** Whatever is written is there at once, as with the real streams of a process. */
function streamOf(around: ProcessSurroundings): NodeJS.WritableStream {
  return new Writable({
    write: (chunk, _, done) => {
      around.write(String(chunk));
      done();
    },
  });
}
