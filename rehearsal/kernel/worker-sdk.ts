/** The SDK clients of AWS's runtime inside a worker, from one bundle whose compiled form the workers of a process share. */

import * as fs from 'node:fs';
import * as vm from 'node:vm';

export class SuppliedSdk {
  private modules?: Record<string, () => unknown>;
  private script?: vm.Script;

  /**
   * @param bundle the file that {@link ./sdk.ts} became
   * @param code what an earlier worker of this process made of it
   */
  constructor(private readonly bundle: string, private readonly code: Uint8Array | undefined, private readonly functionName: string) {}

  /** @throws Error if the rehearsal doesn't carry that client */
  public client(request: string): unknown {
    const modules = this.modules ??= this.load();
    const client = modules[request];
    if (!client) throw new Error(`function '${this.functionName}' imports '${request}', which the rehearsal does not carry; it carries ${Object.keys(modules).join(', ')}`);
    return client();
  }

  /** V8's compiled form, once, from a worker that had none: after an invocation, when the functions that matter have been compiled. */
  public compiled(): Uint8Array | undefined {
    if (this.code || !this.script) return undefined;
    const compiled = this.script.createCachedData();
    this.script = undefined;
    return compiled;
  }

  /** As `require` would, but with the compiled form at hand: compiling is half of what a new instance costs. */
  private load(): Record<string, () => unknown> {
    const source = fs.readFileSync(this.bundle, 'utf8');
    const cachedData = this.code && Buffer.from(this.code);
    this.script = new vm.Script(`(function (exports, require, module) {${source}\n})`, { filename: this.bundle, cachedData });
    const module = { exports: {} as { modules: Record<string, () => unknown> } };
    this.script.runInThisContext()(module.exports, require, module);
    return module.exports.modules;
  }
}
