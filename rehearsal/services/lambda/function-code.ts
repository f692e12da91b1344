/** Finds out before a rehearsal whether the code that it will run is in the assembly. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { assetKey } from './lambda-function';
import type { Template } from '../../cloudformation/template';
import { UnusableInput } from '../../kernel/types';

/** What Lambda looks for, in this order. */
const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];

/** A stack and where its code is. */
export interface StackWithCode {
  readonly name: string;
  readonly template: Template;
  /** Directories of the assets, by S3 key. */
  readonly assets: ReadonlyMap<string, string>;
}

/**
 * Throws {@link UnusableInput} for a function whose handler's file is missing.
 * @param logicalIds the resources that matter
 */
export function checkFunctionCode({ name, template, assets }: StackWithCode, logicalIds: Iterable<string>): void {
  for (const logicalId of logicalIds) {
    const { Type, Properties = {} } = template.Resources![logicalId];
    const directory = Type === 'AWS::Lambda::Function' ? assets.get(assetKey(Properties) ?? '') : undefined;
    const handler: unknown = Properties.Handler;
    if (directory === undefined || typeof handler !== 'string') {
      continue;
    }
    const file = path.posix.join(path.posix.dirname(handler), path.posix.basename(handler).split('.')[0]);
    if (EXTENSIONS.some(extension => isFile(path.join(directory, `${file}${extension}`)))) {
      continue;
    }
    throw new UnusableInput(`the code of the function '${logicalId}' of the stack '${name}' is missing from the cloud assembly: its handler is '${handler}', `
      + `and there is no ${file}.js in '${directory}'; synthesize the app again, and copy the whole folder.`);
  }
}

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
