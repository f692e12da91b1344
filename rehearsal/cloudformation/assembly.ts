/**
 * Reads a synthesized cloud assembly from disk.
 *
 * Knows nothing of the app that wrote it: any language's `cdk synth` will do. Everything that can be wrong with a folder
 * is said here, in one sentence, before a rehearsal begins.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { legacyAssets } from './legacy-assets';
import { isLoop } from './loops';
import type { NestedTemplates } from './nested-templates';
import { nestedTemplates, NO_NESTED_TEMPLATES } from './nested-templates';
import type { Template } from './template';
import { isRecord } from './template';
import { UnusableInput } from '../kernel/types';

/** A cloud assembly, nested ones included. */
export interface Assembly {
  /** As the caller named it. */
  readonly directory: string;
  /** In dependency order. */
  readonly stacks: AssemblyStack[];
}

/** One stack of an assembly. */
export interface AssemblyStack {
  readonly artifactId: string;
  /** The stack's name in CloudFormation. */
  readonly name: string;
  /** The construct's path. */
  readonly displayName: string;
  /** Undefined for a stack that goes wherever the command's credentials lead. */
  readonly account?: string;
  readonly region?: string;
  readonly template: Template;
  /** The size of the template as synthesized. */
  readonly templateBytes?: number;
  /** Artifact ids of the stacks that must be there before. */
  readonly dependencies: string[];
  /** Directories of the assets, by S3 key and by hash. */
  readonly assets: Map<string, string>;
  readonly tags: Record<string, string>;
  /** Values of parameters that the CDK's command passes on: where its older synthesizer's assets are. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Whether these are all there are, as in an UpdateStack: a parameter without one has its default, whatever it was before or the world says. */
  readonly hasAllParameters?: boolean;
  /** The role that the CDK's command has CloudFormation act in, with placeholders for account and Region. */
  readonly executionRoleArn?: string;
  /** The stacks that are nested in it. */
  readonly nested?: NestedTemplates;
  /** Why parameters of a nested stack are without the values that they are passed. */
  readonly unknownParameters?: Readonly<Record<string, string>>;
}

/** What an assembly is read for. */
export interface Wanted {
  /** A resource type that one of its stacks must declare. */
  readonly type: string;
  /** What resources of that type are called in messages: 'pool account'. */
  readonly what: string;
  /** How an app comes by one: 'add a PoolAccount to a stack'. */
  readonly remedy: string;
}

/** The files that the assets of a stack are. */
interface AssetFiles {
  /** Directories by S3 key and by hash. */
  readonly directories: Map<string, string>;
  /** Others by S3 key. */
  readonly files: Map<string, string>;
}

/**
 * Reads the assembly in a folder.
 * @throws {UnusableInput} if there is none, if it is broken, or if no stack in it has what is wanted
 */
export function readAssembly(directory: string, wanted: Wanted): Assembly {
  const stacks: AssemblyStack[] = [];
  requireFolder(directory);
  readManifest(directory, stacks);
  if (!stacks.some(stack => typesOf(stack).includes(wanted.type))) {
    throw new UnusableInput(unfit(directory, stacks, wanted));
  }
  return { directory, stacks: inDependencyOrder(stacks) };
}

function requireFolder(directory: string): void {
  const stat = statOf(directory);
  if (stat === undefined) {
    throw new UnusableInput(`the cloud assembly '${directory}' does not exist; run 'cdk synth' first, or name the folder that it wrote (cdk.out by default).`);
  }
  if (!stat.isDirectory()) {
    throw new UnusableInput(`'${directory}' is a file, and a cloud assembly is a folder; name the folder that 'cdk synth' wrote (cdk.out by default).`);
  }
  const names = fs.readdirSync(directory).sort();
  if (names.length === 0) {
    throw new UnusableInput(`the folder '${directory}' is empty; run 'cdk synth' so that it holds a cloud assembly.`);
  }
  if (!names.includes('manifest.json')) {
    const some = names.slice(0, 5).join(', ') + (names.length > 5 ? ', ...' : '');
    throw new UnusableInput(`the folder '${directory}' is not a cloud assembly: it has no manifest.json, but ${some}; name the folder that 'cdk synth' wrote (cdk.out by default).`);
  }
}

function readManifest(directory: string, found: AssemblyStack[]): void {
  const file = path.join(directory, 'manifest.json');
  const manifest = readJson(file, 'the manifest of the cloud assembly');
  if (!isRecord(manifest) || typeof manifest.version !== 'string') {
    throw new UnusableInput(`'${file}' is not the manifest of a cloud assembly: it has no 'version'; name the folder that 'cdk synth' wrote.`);
  }
  const artifacts = isRecord(manifest.artifacts) ? manifest.artifacts : {};
  for (const [id, artifact] of Object.entries(artifacts)) {
    if (!isRecord(artifact)) {
      continue;
    }
    const properties = isRecord(artifact.properties) ? artifact.properties : {};
    if (artifact.type === 'aws:cloudformation:stack') {
      found.push(readStack(directory, id, artifact, properties, artifacts));
    } else if (artifact.type === 'cdk:cloud-assembly') {
      const nested = path.join(directory, String(properties.directoryName));
      requireFolder(nested);
      readManifest(nested, found);
    }
  }
}

function readStack(
  directory: string, artifactId: string, artifact: Record<string, unknown>, properties: Record<string, unknown>, artifacts: Record<string, unknown>,
): AssemblyStack {
  const file = path.join(directory, String(properties.templateFile));
  const { template, bytes } = readTemplate(file, `the template of the stack '${artifactId}'`);
  const needed = Array.isArray(artifact.dependencies) ? artifact.dependencies.map(String) : [];
  const typeOf = (id: string) => {
    const other = artifacts[id];
    return isRecord(other) ? other.type : undefined;
  };
  const assets: AssetFiles = { directories: new Map(), files: new Map() };
  for (const id of needed.filter(name => typeOf(name) === 'cdk:asset-manifest')) {
    const manifest = artifacts[id] as { properties?: { file?: unknown } };
    readAssets(path.join(directory, String(manifest.properties?.file)), artifactId, assets);
  }
  const legacy = legacyAssets(directory, artifact);
  legacy.directories.forEach((source, key) => assets.directories.set(key, source));
  legacy.files.forEach((source, key) => assets.files.set(key, source));
  const nested = nestedTemplates(template, {
    keys: assets.files,
    parameters: legacy.parameters,
    named: asset => (statOf(path.join(directory, asset)) !== undefined ? path.join(directory, asset) : undefined),
    read: nestedFile => readTemplate(nestedFile, `the template of a nested stack of '${artifactId}'`),
  });
  const [, account, region] = /^aws:\/\/([^/]*)\/(.*)$/.exec(String(artifact.environment)) ?? [];
  return {
    artifactId,
    name: String(properties.stackName ?? artifactId),
    displayName: String(artifact.displayName ?? artifactId),
    account: account === 'unknown-account' ? undefined : account,
    region: region === 'unknown-region' ? undefined : region,
    template,
    templateBytes: bytes,
    dependencies: needed.filter(id => typeOf(id) === 'aws:cloudformation:stack'),
    assets: assets.directories,
    parameters: legacy.parameters,
    ...typeof properties.cloudFormationExecutionRoleArn === 'string' ? { executionRoleArn: properties.cloudFormationExecutionRoleArn } : {},
    nested,
    tags: isRecord(properties.tags) ? Object.fromEntries(Object.entries(properties.tags).map(([key, value]) => [key, String(value)])) : {},
  };
}

function readTemplate(file: string, what: string): { readonly template: Template; readonly bytes: number } {
  const template = readJson(file, what);
  if (!isRecord(template)) {
    throw new UnusableInput(`'${file}', ${what}, is not an object; synthesize the app again.`);
  }
  requireTypes(template, file, what);
  return { template: template as Template, bytes: fs.statSync(file).size };
}

function requireTypes({ Resources: resources = {} }: Record<string, unknown>, file: string, what: string): void {
  const untyped = isRecord(resources) ? Object.entries(resources).find(([key, resource]) => !isLoop(key) && (!isRecord(resource) || typeof resource.Type !== 'string'))?.[0] : undefined;
  if (isRecord(resources) && untyped === undefined) {
    return;
  }
  const which = untyped === undefined ? 'its Resources are no object' : `the resource '${untyped}' has no Type`;
  throw new UnusableInput(`'${file}', ${what}, is not a template that the CDK writes: ${which}; synthesize the app again.`);
}

/** Undefined where there is nothing, and where there can't be because something on the way is a file. */
function statOf(name: string): fs.Stats | undefined {
  try {
    return fs.statSync(name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return undefined;
    }
    throw new UnusableInput(`'${name}' cannot be looked at (${code}); check its name and its permissions, or name the folder that 'cdk synth' wrote (cdk.out by default).`);
  }
}

/** Adds the files that a stack's asset manifest names. */
function readAssets(file: string, stack: string, { directories, files: others }: AssetFiles): void {
  const manifest = readJson(file, `the asset manifest of the stack '${stack}'`);
  const files = isRecord(manifest) && isRecord(manifest.files) ? manifest.files : {};
  for (const [hash, asset] of Object.entries(files)) {
    if (!isRecord(asset) || !isRecord(asset.source) || typeof asset.source.path !== 'string') {
      continue;
    }
    const source = path.resolve(path.dirname(file), asset.source.path);
    const stat = statOf(source);
    if (stat === undefined) {
      throw new UnusableInput(`the asset '${asset.source.path}' of the stack '${stack}' is missing from the cloud assembly: there is nothing at '${source}'; synthesize the app again, and copy the whole folder.`);
    }
    const destinations = isRecord(asset.destinations) ? Object.values(asset.destinations) : [];
    const keys = destinations.flatMap(destination => (isRecord(destination) && typeof destination.objectKey === 'string' ? [destination.objectKey] : []));
    const kept = stat.isDirectory() ? directories : others;
    [...stat.isDirectory() ? [hash] : [], ...keys].forEach(key => kept.set(key, source));
  }
}

function readJson(file: string, what: string): unknown {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new UnusableInput(`${what} cannot be read from '${file}' (${(error as NodeJS.ErrnoException).code}); synthesize the app again.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnusableInput(`${what} in '${file}' is not JSON (${(error as Error).message}); synthesize the app again.`);
  }
}

/** Of its resources and of those of the stacks nested in it. */
function typesOf({ template, nested = NO_NESTED_TEMPLATES }: Pick<AssemblyStack, 'template' | 'nested'>): string[] {
  return [...Object.values(template.Resources ?? {}).map(resource => resource.Type), ...[...nested.values()].flatMap(typesOf)];
}

function unfit(directory: string, stacks: readonly AssemblyStack[], wanted: Wanted): string {
  const counts = new Map<string, number>();
  for (const type of stacks.flatMap(typesOf)) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const commonest = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 3).map(([type, count]) => `${count} ${type}`);
  const found = stacks.length === 0
    ? 'no stack at all'
    : `${stacks.map(stack => `'${stack.displayName}'`).join(', ')} with ${commonest.length === 0 ? 'no resources' : commonest.join(', ')}${counts.size > 3 ? ', ...' : ''}`;
  return `the cloud assembly '${directory}' declares no ${wanted.what} (no resource of type ${wanted.type}): found ${found}; ${wanted.remedy} and synthesize the app again.`;
}

/** Each stack after those it depends on; otherwise as declared. */
function inDependencyOrder(stacks: readonly AssemblyStack[]): AssemblyStack[] {
  const byId = new Map(stacks.map(stack => [stack.artifactId, stack]));
  const ordered = new Set<AssemblyStack>();
  const visit = (stack: AssemblyStack, above: readonly AssemblyStack[]) => {
    if (ordered.has(stack)) {
      return;
    }
    if (above.includes(stack)) {
      throw new UnusableInput(`the stacks ${above.map(other => `'${other.name}'`).join(', ')} depend on each other in a circle; synthesize the app again.`);
    }
    for (const id of stack.dependencies) {
      const needed = byId.get(id);
      if (needed !== undefined) {
        visit(needed, [...above, stack]);
      }
    }
    ordered.add(stack);
  };
  for (const stack of stacks) {
    visit(stack, []);
  }
  return [...ordered];
}
