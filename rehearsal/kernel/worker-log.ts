/** What a function writes, as CloudWatch Logs would get it. */

/** Lambda's levels of logs, the least important first. */
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const CONSOLE = { debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' } as const;

/** What goes to the console passes the function's log level, as in Lambda; what goes to the streams always does. */
export function captureLog(write: (line: string) => void, level: string | undefined): void {
  for (const [method, own] of Object.entries(CONSOLE)) {
    const isLogged = LEVELS.indexOf(own) >= LEVELS.indexOf(level ?? 'TRACE');
    console[method as keyof typeof CONSOLE] = (...parts: unknown[]) => {
      if (isLogged) write(parts.map(part => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '));
    };
  }
  process.stdout.write = ((chunk: unknown) => { write(String(chunk)); return true; }) as typeof process.stdout.write;
  process.stderr.write = ((chunk: unknown) => { write(String(chunk)); return true; }) as typeof process.stderr.write;
}

/** The Node runtime logs what a handler throws, with all fields of its own: by the console, so that a log level holds for it too. */
export function logThrown(error: Error, invocation: string): void {
  const record = { errorType: error.name, errorMessage: error.message, ...error, stack: (error.stack ?? '').split('\n') };
  console.error(`${new Date().toISOString()} ${invocation} ERROR Invoke Error ${JSON.stringify(record)}`);
}
