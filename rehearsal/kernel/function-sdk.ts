/**
 * The SDK clients of AWS's runtime inside a function: from one bundle, compiled once for all functions of this process.
 *
 * Clients make, sign and read their requests as in AWS. What carries them is not Node's HTTP but the function's network itself
 * (sdk.ts), wherever the function hasn't asked for a handler of its own.
 */

import * as fs from 'node:fs';
import * as vm from 'node:vm';
import { contextOf, Realm } from './function-realm';
import { packageFile } from './package-files';
import type { SdkBundle, Transport } from './sdk';

let script: vm.Script | undefined;

export class SuppliedSdk {
  private bundle?: SdkBundle;

  constructor(private readonly realm: Realm, private readonly builtin: (request: string) => unknown, private readonly transport: Transport, private readonly functionName: string) {}

  /** @throws Error if the rehearsal doesn't carry that client */
  public client(request: string): unknown {
    const { modules } = this.bundle ??= this.load();
    const client = modules[request];
    if (!client) throw new this.realm.Error(`function '${this.functionName}' imports '${request}', which the rehearsal does not carry; it carries ${Object.keys(modules).join(', ')}`);
    return client();
  }

  private load(): SdkBundle {
    script ??= compile(packageFile('assets/rehearsal/kernel/sdk/index.js'));
    const module = { exports: {} as SdkBundle };
    script.runInContext(contextOf(this.realm))(module.exports, this.builtin, module);
    module.exports.carryBy(this.transport);
    return module.exports;
  }
}

function compile(file: string): vm.Script {
  return new vm.Script(`(function (exports, require, module) {${fs.readFileSync(file, 'utf8')}\n})`, { filename: file });
}
