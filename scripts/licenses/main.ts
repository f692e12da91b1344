/** Writes THIRD-PARTY-LICENSES from the metafiles that the bundler has left. A part of the task `bundle`, so that whatever is packed has it. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Metafile, ThirdParty } from './third-party';
import { document, packageFolders } from './third-party';

const ROOT = path.join(__dirname, '..', '..');
/** Where the document stands in the package. */
export const LICENSES = path.join(ROOT, 'THIRD-PARTY-LICENSES');
/** Where the bundler leaves its metafiles, one for each bundle. */
const METAFILES = path.join(ROOT, 'metafiles');

/** The metafiles by the path of their bundle in assets/. */
export function metafiles(): Map<string, Metafile & { readonly outputs: Readonly<Record<string, { readonly bytes: number }>> }> {
  const names = (fs.readdirSync(METAFILES, { recursive: true }) as string[]).filter(name => name.endsWith('.json')).sort();
  return new Map(names.map(name => [name.slice(0, -'.json'.length), JSON.parse(fs.readFileSync(path.join(METAFILES, name), 'utf8'))]));
}

/** What is installed in these folders. */
export function installed(folders: readonly string[]): ThirdParty[] {
  return folders.map(folder => {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'));
    const files = fs.readdirSync(path.join(ROOT, folder)).filter(file => /^(licen[cs]e|copying|notice)(\.(md|txt))?$/i.test(file)).sort();
    return { name, version, license, text: files.map(file => fs.readFileSync(path.join(ROOT, folder, file), 'utf8')).join('\n\n') };
  });
}

/** All that the bundles hold. */
export function bundled(): ThirdParty[] {
  return installed(packageFolders([...metafiles().values()]));
}

if (require.main === module) {
  fs.writeFileSync(LICENSES, document(bundled(), fs.readFileSync(path.join(ROOT, 'LICENSE'), 'utf8')));
}
