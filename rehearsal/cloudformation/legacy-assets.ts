/**
 * Assets of the CDK's older synthesizer: the template has parameters for them, whose values the command passes on when it has uploaded the asset, and the
 * manifest says in metadata which parameters those are.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { isRecord } from './template';

/** What the command would pass on, and where the assets are. */
export interface LegacyAssets {
  readonly parameters: Readonly<Record<string, string>>;
  /** Directories by S3 key. */
  readonly directories: ReadonlyMap<string, string>;
  /** Assets that are files, by S3 key: templates of nested stacks. */
  readonly files: ReadonlyMap<string, string>;
}

const BUCKET = 'assets';

/** Reads a stack's artifact. */
export function legacyAssets(directory: string, artifact: Readonly<Record<string, unknown>>): LegacyAssets {
  const ofConstructs = isRecord(artifact.metadata) ? Object.values(artifact.metadata) : [];
  const metadata: unknown[] = ofConstructs.filter(entries => Array.isArray(entries)).flat();
  const parameters: Record<string, string> = {};
  const directories = new Map<string, string>();
  const files = new Map<string, string>();
  for (const entry of metadata) {
    const data = isRecord(entry) && entry.type === 'aws:cdk:asset' ? entry.data : undefined;
    if (!isRecord(data) || typeof data.s3KeyParameter !== 'string' || typeof data.path !== 'string') {
      continue;
    }
    const hash = String(data.sourceHash ?? data.id);
    const source = path.resolve(directory, data.path);
    const isFile = data.packaging === 'file';
    const key = `${hash}${isFile ? path.extname(data.path) : '.zip'}`;
    // The template joins what stands before the bars and what stands behind them.
    parameters[data.s3KeyParameter] = `assets/||${key}`;
    parameters[String(data.s3BucketParameter)] = BUCKET;
    parameters[String(data.artifactHashParameter)] = hash;
    const stat = fs.statSync(source, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) {
      directories.set(`assets/${key}`, source);
    } else if (isFile && stat !== undefined) {
      files.set(`assets/${key}`, source);
    }
  }
  return { parameters, directories, files };
}
