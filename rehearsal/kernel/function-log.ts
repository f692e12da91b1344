/** What a function writes, as CloudWatch Logs would get it. */

import type { Realm } from './function-realm';
import { asOwn, PROCESS } from './function-realm';

const { Console } = PROCESS.getBuiltinModule('node:console');

/** Lambda's levels of logs, the least important first. */
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const CONSOLE = { debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' } as const;

/** Gives the realm a console. What goes to it passes the function's log level, as in Lambda; what goes to the streams always does. */
export function installConsole(realm: Realm, write: (line: string) => void, level: string | undefined): void {
  const own = new Console({ stdout: realm.process.stdout, stderr: realm.process.stderr });
  for (const [method, methodLevel] of Object.entries(CONSOLE)) {
    const isLogged = LEVELS.indexOf(methodLevel) >= LEVELS.indexOf(level ?? 'TRACE');
    own[method as keyof typeof CONSOLE] = asOwn(realm, (...parts: unknown[]) => {
      if (isLogged) {
        write(parts.map(part => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '));
      }
    });
  }
  realm.console = own;
}

/** The Node runtime logs what a handler throws, with all fields of its own: by the console, so that a log level holds for it too. */
export function logThrown(realm: Realm, error: Error, invocation: string, at: number): void {
  const record = { errorType: error.name, errorMessage: error.message, ...error, stack: (error.stack ?? '').split('\n') };
  realm.console.error(`${new Date(at).toISOString()} ${invocation} ERROR Invoke Error ${JSON.stringify(record)}`);
}
