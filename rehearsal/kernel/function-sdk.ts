/**
 * The SDK clients of AWS's runtime inside a function: from one bundle, compiled once for all functions of this process.
 *
 * Clients make, sign and read their requests as in AWS. What carries them is not Node's HTTP but the function's network itself
 * (sdk.ts), wherever the function hasn't asked for a handler of its own.
 */

import * as fs from 'node:fs';
import * as vm from 'node:vm';
import type { Realm } from './function-realm';
import { contextOf } from './function-realm';
import { packageFile } from './package-files';
import type { SdkBundle, Transport } from './sdk';

let script: vm.Script | undefined;

/** What the SDK finds around it. */
export interface SdkSetup {
  readonly realm: Realm;
  /** A module of Node's. */
  readonly builtin: (request: string) => unknown;
  readonly transport: Transport;
}

export class SuppliedSdk {
  private bundle?: SdkBundle;

  constructor(private readonly functionName: string, private readonly setup: SdkSetup) {}

  /** @throws Error if the rehearsal doesn't carry that client */
  public client(request: string): unknown {
    const { modules } = this.bundle ??= this.load();
    const client = modules[request];
    if (!client) {
      throw new this.setup.realm.Error(`function '${this.functionName}' imports '${request}', which the rehearsal does not carry; it carries ${Object.keys(modules).join(', ')}`);
    }
    return client();
  }

  private load(): SdkBundle {
    script ??= compile(packageFile('assets/rehearsal/kernel/sdk/index.js'));
    const module = { exports: {} as SdkBundle };
    script.runInContext(contextOf(this.setup.realm))(module.exports, this.setup.builtin, module);
    module.exports.carryBy(this.setup.transport);
    return module.exports;
  }
}

function compile(file: string): vm.Script {
  return new vm.Script(`(function (exports, require, module) {${fs.readFileSync(file, 'utf8')}\n})`, { filename: file });
}
