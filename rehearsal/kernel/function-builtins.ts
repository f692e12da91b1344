/** Node's modules as one function has them. */

import { copyOf, overlay } from './function-overlay';
import type { Realm } from './function-realm';
import { PROCESS } from './function-realm';

const NodeModule = PROCESS.getBuiltinModule('node:module') as any;

/** Whether Node brings the module of that name. */
export const isBuiltin = (request: string): boolean => NodeModule.isBuiltin(request);

export class FunctionBuiltins {
  private readonly modules = new Map<string, any>();
  private readonly amendments = new Map<string, ((module: any) => void)[]>();

  constructor(private readonly realm: Realm) {}

  /** The function's own copy of a module, by its name with or without `node:`. What is changed in it, no other function sees. */
  public get(request: string): any {
    const name = request.replace(/^node:/, '');
    const known = this.modules.get(name);
    if (known !== undefined) {
      return known;
    }
    const own = this.make(name);
    this.modules.set(name, own);
    for (const amend of this.amendments.get(name) ?? []) {
      amend(own);
    }
    return own;
  }

  /** Changes the function's copy of a module when it is first asked for: most functions ask for few, and a copy of all would cost more than its code. */
  public amend(name: string, change: (module: any) => void): void {
    const changes = this.amendments.get(name) ?? [];
    changes.push(change);
    this.amendments.set(name, changes);
  }

  private make(name: string): any {
    switch (name) {
      case 'process':
      case 'console':
        return this.realm[name];
      // The thread is the rehearsal's: a function has a process of its own, as in Lambda.
      case 'worker_threads':
        return Object.assign(copyOf(PROCESS.getBuiltinModule('node:worker_threads')), { isMainThread: true, parentPort: null, workerData: null, threadId: 0 });
      case 'perf_hooks':
        return overlay(PROCESS.getBuiltinModule('node:perf_hooks'), { performance: this.realm.performance });
      case 'path/posix':
      case 'path/win32':
        return this.get('path')[name.slice(5)];
      default:
        return copyOf(PROCESS.getBuiltinModule(`node:${name}`)!);
    }
  }
}
