/** Writes a line as it is: what the runtime adds to console.log would spoil the embedded metrics. */
export function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
