/**
 * ES modules of a function, and what they import.
 *
 * Node can evaluate them in a realm of its own only where it was started with `--experimental-vm-modules`, as the rehearsal's
 * thread is. What surprises: a CommonJS module that an ES module imports runs when the importer is linked, not when it is evaluated.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as vm from 'node:vm';
import type { Realm } from './function-realm';
import { contextOf } from './function-realm';
import { resolvePackage } from './package-exports';

/** What a function's modules are for those that import each other. */
export interface OwnModules {
  /** What stands for a module in all that isn't a file of the function's. */
  supplied(request: string): { readonly exports: any } | undefined;
  isEsModule(file: string): boolean;
  /** Whether it lies in the asset. */
  isInside(file: string): boolean;
  /** The exports of a CommonJS module. */
  require(request: string, from: string, parent: undefined): any;
  /** A dynamic import in one of the files. */
  import(specifier: string, importer: string): Promise<vm.Module>;
  notFound(message: string, code: string): Error;
}

export class EsModules {
  private readonly modules = new Map<string, vm.Module>();
  private readonly linked = new Map<vm.Module, Promise<void>>();

  constructor(private readonly realm: Realm, private readonly own: OwnModules) {}

  /** The module that a dynamic import gives. */
  public async import(specifier: string, importer: string): Promise<vm.Module> {
    if (vm.SourceTextModule === undefined) {
      throw new this.realm.Error(`${specifier} can't be imported: Node.js evaluates ES modules of rehearsed functions only if it was started with --experimental-vm-modules`);
    }
    const module = this.moduleOf(specifier, importer);
    await this.link(module);
    await module.evaluate();
    return module;
  }

  private async link(module: vm.Module): Promise<void> {
    const known = this.linked.get(module);
    if (known) {
      return known;
    }
    const linked = module.link((specifier, referencing) => {
      const dependency = this.moduleOf(specifier, fileURLToPath(referencing.identifier));
      this.linked.set(dependency, this.linked.get(dependency) ?? Promise.resolve());
      return dependency;
    });
    this.linked.set(module, linked);
    return linked;
  }

  private moduleOf(specifier: string, importer: string): vm.Module {
    const supplied = this.own.supplied(specifier);
    if (supplied) {
      return this.known(`supplied:${specifier.replace(/^node:/, '')}`, () => this.wrap(supplied.exports));
    }
    const file = this.resolve(specifier, importer);
    return this.known(pathToFileURL(file).href, identifier => (
      this.own.isEsModule(file) ? this.sourceOf(file, identifier) : this.wrap(this.own.require(file, file, undefined), identifier)
    ));
  }

  private known(identifier: string, make: (identifier: string) => vm.Module): vm.Module {
    const module = this.modules.get(identifier) ?? make(identifier);
    this.modules.set(identifier, module);
    return module;
  }

  private sourceOf(file: string, identifier: string): vm.Module {
    return new vm.SourceTextModule(fs.readFileSync(file, 'utf8'), {
      identifier,
      context: contextOf(this.realm),
      initializeImportMeta: (meta: any) => {
        const resolve = (specifier: string) => this.urlOf(specifier, file);
        Object.assign(meta, { dirname: path.dirname(file), filename: file, url: identifier, resolve });
      },
      importModuleDynamically: ((specifier: string) => this.own.import(specifier, file)) as never,
    });
  }

  /** A module that is none by its kind: its members are exports, and it is the default one. */
  private wrap(exports: any, identifier = 'supplied'): vm.Module {
    const hasMembers = (typeof exports === 'object' && exports !== null) || typeof exports === 'function';
    const names = hasMembers ? Object.keys(exports).filter(name => name !== 'default') : [];
    const module = new vm.SyntheticModule(['default', ...names], () => {
      names.forEach(name => module.setExport(name, exports[name]));
      module.setExport('default', exports);
    }, { identifier, context: contextOf(this.realm) });
    return module;
  }

  private urlOf(specifier: string, importer: string): string {
    return this.own.supplied(specifier) ? specifier : pathToFileURL(this.resolve(specifier, importer)).href;
  }

  private resolve(specifier: string, importer: string): string {
    const file = this.locate(specifier, importer);
    if (file === undefined || !fs.existsSync(file)) {
      const what = file === undefined ? `package '${specifier}'` : `module '${file}'`;
      throw this.own.notFound(`Cannot find ${what} imported from ${importer}`, 'ERR_MODULE_NOT_FOUND');
    }
    const real = fs.realpathSync(file);
    if (!this.own.isInside(real)) {
      throw this.own.notFound(`Cannot find module '${real}' imported from ${importer}`, 'ERR_MODULE_NOT_FOUND');
    }
    return real;
  }

  private locate(specifier: string, importer: string): string | undefined {
    if (/^\.{0,2}\//.test(specifier) || specifier.startsWith('file:')) {
      return fileURLToPath(new URL(specifier, pathToFileURL(importer)));
    }
    return resolvePackage(specifier, importer, folder => this.own.isInside(folder));
  }
}
