/**
 * Modules as a Lambda function finds them: its own files, Node's modules, and the SDK clients that AWS's runtime supplies.
 *
 * Nothing that stands around the asset on this machine counts. Whether a file is CommonJS or an ES module follows from its
 * ending and from a package.json within the asset, never from one above it, such as that of the app; a module is looked for in
 * the asset's own node_modules only; and hooks or options that the caller's Node was started with don't reach a worker, which
 * function-host.ts starts with options of its own.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vm from 'node:vm';
import type { PendingWork } from './worker-work';

const Module = process.getBuiltinModule('node:module') as any;

/** Gives a client of the SDK, or throws if the rehearsal has none of that name. */
export type SdkSource = (request: string) => unknown;

export class FunctionModules {
  private readonly root: string;

  /** @param directory where the function's code lies, as Lambda has it below /var/task */
  constructor(directory: string, private readonly work: PendingWork, private readonly sdk: SdkSource) {
    this.root = fs.realpathSync(directory);
  }

  public install(): void {
    this.keepLookUpsInside();
    this.supplySdk();
    Module._extensions['.js'] = (module: any, file: string) => this.compile(module, file);
  }

  /** @param file without its ending; the handler's module, whatever its kind */
  public async load(file: string): Promise<any> {
    const found = ['.js', '.mjs', '.cjs'].map(ending => path.join(this.root, `${file}${ending}`)).find(candidate => fs.existsSync(candidate));
    if (!found) throw new Error(`there is no ${file}.js, ${file}.mjs or ${file}.cjs in ${this.root}`);
    return this.isEsModule(found) ? this.work.during('import', import(pathToFileURL(found).href)) : Module.createRequire(found)(found);
  }

  private isEsModule(file: string): boolean {
    if (!file.endsWith('.js')) return file.endsWith('.mjs');
    for (let folder = path.dirname(file); folder.startsWith(this.root); folder = path.dirname(folder)) {
      const manifest = path.join(folder, 'package.json');
      if (fs.existsSync(manifest)) return (JSON.parse(fs.readFileSync(manifest, 'utf8')) as { type?: unknown }).type === 'module';
    }
    return false;
  }

  /** As Node compiles a CommonJS module, but that a dynamic import of it is counted. */
  private compile(module: any, file: string): void {
    if (this.isEsModule(file)) throw new Error(`${file} is an ES module and can't be required; it has to be imported`);
    const code = vm.compileFunction(fs.readFileSync(file, 'utf8').replace(/^#!.*/, ''), ['exports', 'require', 'module', '__filename', '__dirname'], {
      filename: file,
      importModuleDynamically: ((specifier: string) => this.work.during('import', import(this.target(specifier, file)))) as never,
    });
    const require = Module.createRequire(file);
    Reflect.apply(code, module.exports, [module.exports, require, module, file, path.dirname(file)]);
  }

  private target(specifier: string, importer: string): string {
    if (/^\.{0,2}\//.test(specifier)) return pathToFileURL(path.resolve(path.dirname(importer), specifier)).href;
    if (Module.isBuiltin(specifier) || /^[a-z]+:/.test(specifier)) return specifier;
    return pathToFileURL(Module.createRequire(importer).resolve(specifier)).href;
  }

  private keepLookUpsInside(): void {
    const lookUp = Module._resolveLookupPaths;
    Module._resolveLookupPaths = (request: string, parent: unknown): string[] | null => {
      const folders: string[] | null = lookUp.call(Module, request, parent);
      return folders && folders.filter(folder => folder === this.root || folder.startsWith(this.root + path.sep));
    };
  }

  /** A client that the function brings itself comes first, as in Lambda. */
  private supplySdk(): void {
    const load = Module._load;
    Module._load = (request: string, ...rest: unknown[]) => {
      if (!request.startsWith('@aws-sdk/') || this.has(request)) return load.call(Module, request, ...rest);
      return this.sdk(request);
    };
  }

  private has(request: string): boolean {
    return fs.existsSync(path.join(this.root, 'node_modules', request));
  }
}
