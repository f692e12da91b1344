/** What another version of the library would have synthesized: other code of the functions at other places, another version's name, and properties that came or went. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { POOL_ACCOUNT_TYPE } from '../src/contract';

/** Properties of a resource, in a template. */
type Properties = Record<string, unknown>;

/** Makes an assembly that of another version. It is a number in hexadecimal digits, four at most. `changed` is done to the properties of each leg. */
export function asOfVersion(folder: string, version: string, changed: (properties: Properties) => void = () => undefined): void {
  const files = fs.readdirSync(folder);
  for (const file of files.filter(name => name.endsWith('.template.json'))) {
    changeTemplate(path.join(folder, file), version, changed);
  }
  for (const file of files.filter(name => name.endsWith('.assets.json'))) {
    moveAssets(folder, file, version);
  }
}

function changeTemplate(file: string, version: string, changed: (properties: Properties) => void): void {
  const template = JSON.parse(fs.readFileSync(file, 'utf8')) as { readonly Resources: Record<string, { readonly Type: string; readonly Properties?: Properties }> };
  for (const { Type, Properties: properties } of Object.values(template.Resources)) {
    if (properties?.PackageVersion !== undefined) {
      properties.PackageVersion = version;
    }
    if (properties !== undefined && Type === POOL_ACCOUNT_TYPE) {
      changed(properties);
    }
  }
  fs.writeFileSync(file, JSON.stringify(template));
}

/** Gives the code of functions other hashes, wherever they stand. Stacks may share an asset: it is moved once. */
function moveAssets(folder: string, file: string, version: string): void {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as { readonly files: Record<string, unknown> };
  for (const hash of Object.keys(manifest.files)) {
    const other = `${version.padEnd(4, '0')}${hash.slice(4)}`;
    const [from, to] = [hash, other].map(key => path.join(folder, `asset.${key}`));
    if (fs.existsSync(path.join(from, 'index.js'))) {
      fs.renameSync(from, to);
      fs.appendFileSync(path.join(to, 'index.js'), `\n// version ${version}\n`);
    }
    if (!fs.existsSync(path.join(to, 'index.js'))) {
      continue;
    }
    manifest.files[other] = JSON.parse(JSON.stringify(manifest.files[hash]).replaceAll(hash, other));
    delete manifest.files[hash];
    for (const name of fs.readdirSync(folder).filter(each => each.endsWith('.template.json'))) {
      const text = fs.readFileSync(path.join(folder, name), 'utf8');
      fs.writeFileSync(path.join(folder, name), text.replaceAll(hash, other));
    }
  }
  fs.writeFileSync(path.join(folder, file), JSON.stringify(manifest));
}
