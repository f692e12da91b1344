/** The code of functions, compiled once for all instances that run it. */

import * as vm from 'node:vm';
import type { Realm } from './function-realm';
import { contextOf } from './function-realm';

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];
const HEAD = `(function (${PARAMETERS.join(', ')}) { `;

/** Takes a module's five arguments. */
export type ModuleFunction = (...args: any[]) => unknown;
/** What becomes of a dynamic import in that file, by the instance that is at work. */
export type Importer = (specifier: string, file: string) => Promise<unknown>;

interface Compiled {
  readonly source: string;
  readonly script: vm.Script;
}

export class FunctionCode {
  private readonly compiled = new Map<string, Compiled>();

  constructor(private readonly importer: Importer) {}

  /** As Node compiles a CommonJS module. */
  public compile(file: string, text: string, realm: Realm): ModuleFunction {
    const source = text.replace(/^#!.*/, '');
    let known = this.compiled.get(file);
    if (known?.source !== source) {
      known = { source, script: this.scriptOf(file, source) };
      this.compiled.set(file, known);
    }
    return known.script.runInContext(contextOf(realm)) as ModuleFunction;
  }

  private scriptOf(file: string, source: string): vm.Script {
    const importModuleDynamically = ((specifier: string) => this.importer(specifier, file)) as never;
    try {
      return new vm.Script(`${HEAD}${source}\n})`, { filename: file, columnOffset: -HEAD.length, importModuleDynamically });
    } catch (error) {
      // Of a text that ends too early, what stands around it would be blamed.
      vm.compileFunction(source, PARAMETERS, { filename: file });
      throw error;
    }
  }
}
