/**
 * Modules as a Lambda function finds them: its own files, Node's modules, and the SDK clients that AWS's runtime supplies.
 *
 * Each function has a registry of its own, and its files are compiled once for all of them. Nothing that stands around the asset
 * on this machine counts. Whether a file is CommonJS or an ES module follows from its ending and from a package.json within the
 * asset, never from one above it, such as that of the app; and a module is looked for in the asset's own node_modules only.
 *
 * What surprises: `require.extensions` and what else of `node:module` changes how files are loaded changes nothing here.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as vm from 'node:vm';
import type { FunctionBuiltins } from './function-builtins';
import { isBuiltin } from './function-builtins';
import type { FunctionCode } from './function-code';
import type { OwnModules } from './function-es-modules';
import { EsModules } from './function-es-modules';
import type { Realm } from './function-realm';
import { asOwn, PROCESS } from './function-realm';
import type { PendingWork } from './function-work';

const NodeModule = PROCESS.getBuiltinModule('node:module') as any;

/** Gives a client of the SDK, or throws if the rehearsal has none of that name. */
export type SdkSource = (request: string) => unknown;

/** What the modules of a function are made of. */
export interface ModulesSetup {
  readonly realm: Realm;
  readonly builtins: FunctionBuiltins;
  readonly work: PendingWork;
  readonly code: FunctionCode;
  readonly sdk: SdkSource;
}

export class FunctionModules implements OwnModules {
  private readonly root: string;
  /** What `require.cache` shows, by file. */
  private readonly cache: Record<string, any>;
  private readonly esModules: EsModules;

  /** @param directory where the function's code lies, as Lambda has it below /var/task */
  constructor(directory: string, private readonly setup: ModulesSetup) {
    this.root = fs.realpathSync(directory);
    this.cache = setup.realm.Object.create(null);
    this.esModules = new EsModules(setup.realm, this);
    setup.builtins.amend('module', module => Object.assign(module, { createRequire: (from: string | URL) => this.requireOf(/^file:/.test(String(from)) ? fileURLToPath(from) : String(from), undefined) }));
  }

  /** @param file without its ending; the handler's module, whatever its kind */
  public async load(file: string): Promise<any> {
    const found = ['.js', '.mjs', '.cjs'].map(ending => path.join(this.root, `${file}${ending}`)).find(candidate => fs.existsSync(candidate));
    if (!found) {
      throw new this.setup.realm.Error(`there is no ${file}.js, ${file}.mjs or ${file}.cjs in ${this.root}`);
    }
    return this.isEsModule(found) ? (await this.import(pathToFileURL(found).href, found)).namespace : this.require(found, found, undefined);
  }

  /** A dynamic import in a file of the function's. */
  public async import(specifier: string, importer: string): Promise<vm.Module> {
    return this.setup.work.during('import', this.esModules.import(specifier, importer));
  }

  /** What stands for a module in all that isn't a file of the function's; undefined if it is one. */
  public supplied(request: string): { readonly exports: any } | undefined {
    if (isBuiltin(request)) {
      return { exports: this.builtin(request) };
    }
    if (request.startsWith('@aws-sdk/') && !fs.existsSync(path.join(this.root, 'node_modules', request))) {
      return { exports: this.setup.sdk(request) };
    }
    return undefined;
  }

  /** A module of Node's, as this function has it. */
  public builtin(request: string): any {
    return this.setup.builtins.get(request);
  }

  /** The exports of a CommonJS module. */
  public require(request: string, from: string, parent: any): any {
    const supplied = this.supplied(request);
    if (supplied) {
      return supplied.exports;
    }
    const file = this.resolve(request, from);
    const known = this.cache[file];
    if (known) {
      return known.exports;
    }
    const module = this.recordOf(file, parent);
    this.cache[file] = module;
    try {
      this.evaluate(module, file);
    } catch (error) {
      delete this.cache[file];
      throw error;
    }
    module.loaded = true;
    return module.exports;
  }

  /** Whether what stands in the asset makes an ES module of that file. */
  public isEsModule(file: string): boolean {
    if (!file.endsWith('.js')) {
      return file.endsWith('.mjs');
    }
    for (let folder = path.dirname(file); this.isInside(folder); folder = path.dirname(folder)) {
      const manifest = path.join(folder, 'package.json');
      if (fs.existsSync(manifest)) {
        return (JSON.parse(fs.readFileSync(manifest, 'utf8')) as { type?: unknown }).type === 'module';
      }
    }
    return false;
  }

  /** The file of a CommonJS module, by Node's rules; outside of the asset there is none. */
  public resolve(request: string, from: string): string {
    try {
      const file: string = NodeModule.createRequire(from).resolve(request);
      if (this.isInside(file)) {
        return file;
      }
    } catch (error) {
      // An error of a package.json's is better than one that says that there is nothing.
      if ((error as { code?: unknown }).code !== 'MODULE_NOT_FOUND') {
        throw error;
      }
    }
    throw this.notFound(`Cannot find module '${request}'\nRequire stack:\n- ${from}`, 'MODULE_NOT_FOUND');
  }

  /** As Node says that there is no such module. */
  public notFound(message: string, code: string): Error {
    return Object.assign(new this.setup.realm.Error(message), { code });
  }

  /** Whether it lies in the asset. */
  public isInside(file: string): boolean {
    return file === this.root || file.startsWith(this.root + path.sep);
  }

  private recordOf(file: string, parent: any): any {
    const { realm } = this.setup;
    const module: any = new realm.Object();
    const exports = new realm.Object();
    Object.assign(module, { id: file, path: path.dirname(file), exports, filename: file, loaded: false, children: new realm.Array(), parent });
    parent?.children.push(module);
    module.require = asOwn(realm, (request: string) => this.require(request, file, module));
    return module;
  }

  private evaluate(module: any, file: string): void {
    if (this.isEsModule(file)) {
      throw this.notFound(`${file} is an ES module and can't be required; it has to be imported`, 'ERR_REQUIRE_ESM');
    }
    if (file.endsWith('.node')) {
      PROCESS.dlopen(module, file);
      return;
    }
    const source = fs.readFileSync(file, 'utf8');
    if (file.endsWith('.json')) {
      module.exports = this.setup.realm.JSON.parse(source);
      return;
    }
    const run = this.setup.code.compile(file, source, this.setup.realm);
    Reflect.apply(run, module.exports, [module.exports, this.requireOf(file, module), module, file, path.dirname(file)]);
  }

  private requireOf(file: string, module: any): any {
    const require = asOwn(this.setup.realm, (request: string) => this.require(request, file, module));
    return Object.assign(require, {
      cache: this.cache,
      main: undefined,
      extensions: {},
      resolve: Object.assign((request: string) => (this.supplied(request) ? request : this.resolve(request, file)), {
        paths: (request: string) => NodeModule.createRequire(file).resolve.paths(request),
      }),
    });
  }
}
