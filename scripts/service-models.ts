/**
 * Writes test/fidelity/models/: of AWS's own service models, as botocore publishes them, the operations that the rehearsal answers, without
 * their documentation. `--check` compares instead. Run it after the rehearsal learned an operation, or for another release of botocore.
 */

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { KNOWN_CALLS } from '../rehearsal/services/rehearsed-services';

/** Where the models come from. */
const BOTOCORE = '1.44.5';
const FOLDER = path.join(__dirname, '..', 'test', 'fidelity', 'models');
/** What IAM calls a service, and where its model lies. A service of that table has no other way into the rehearsal's tests. */
const MODELS: Readonly<Record<string, string>> = {
  billing: 'billing/2023-09-07',
  ce: 'ce/2017-10-25',
  cloudformation: 'cloudformation/2010-05-15',
  controltower: 'controltower/2018-05-10',
  dynamodb: 'dynamodb/2012-08-10',
  events: 'events/2015-10-07',
  lambda: 'lambda/2015-03-31',
  organizations: 'organizations/2016-11-28',
  secretsmanager: 'secretsmanager/2017-10-17',
  servicecatalog: 'servicecatalog/2015-12-10',
  servicequotas: 'service-quotas/2019-06-24',
  sns: 'sns/2010-03-31',
  ssm: 'ssm/2014-11-06',
  sso: 'sso-admin/2020-07-20',
  states: 'stepfunctions/2016-11-23',
  sts: 'sts/2011-06-15',
};
/** API Gateway passes requests on: what they may be says the API that is behind it, which is not AWS's. */
const WITHOUT_MODEL = ['execute-api'];
const NOTICE = [
  `An extract of the service models in botocore ${BOTOCORE}, written by scripts/service-models.ts: some of the operations, and no documentation.`,
  'Botocore, Copyright 2012-2022 Amazon.com, Inc. or its affiliates. All Rights Reserved. Licensed under the Apache License, Version 2.0.',
].join(' ');

interface Model {
  readonly metadata: object;
  readonly operations: Record<string, object>;
  readonly shapes: Record<string, object>;
}

function withoutDocumentation(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutDocumentation);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  // A member may have that name itself: then it is a structure that names a shape.
  return Object.fromEntries(Object.entries(value)
    .filter(([key, child]) => key !== 'documentation' || typeof child !== 'string')
    .map(([key, child]) => [key, withoutDocumentation(child)]));
}

/** The names of shapes that these parts of a model lead to. */
function reached(parts: unknown, shapes: Model['shapes'], found = new Set<string>()): Set<string> {
  if (Array.isArray(parts)) {
    parts.forEach(part => reached(part, shapes, found));
  } else if (typeof parts === 'object' && parts !== null) {
    for (const [key, child] of Object.entries(parts)) {
      if (key === 'shape' && typeof child === 'string' && !found.has(child)) {
        found.add(child);
        reached(shapes[child], shapes, found);
      }
      reached(child, shapes, found);
    }
  }
  return found;
}

function extract(model: Model, operations: readonly string[]): string {
  const { metadata, operations: all, shapes } = withoutDocumentation(model) as Model;
  const kept = Object.fromEntries(operations.map(name => {
    if (!all[name]) {
      throw new Error(`botocore ${BOTOCORE} has no operation '${name}' in the model ${JSON.stringify(metadata)}; the rehearsal answers it: correct its name there`);
    }
    return [name, all[name]];
  }));
  const names = [...reached(kept, shapes)].sort();
  return `${JSON.stringify({ notice: NOTICE, metadata, operations: kept, shapes: Object.fromEntries(names.map(name => [name, shapes[name]])) })}\n`;
}

function main(isCheck: boolean): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'service-models-'));
  try {
    execFileSync('python3', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--no-compile', '--target', folder, `botocore==${BOTOCORE}`], { stdio: ['ignore', 'inherit', 'inherit'] });
    const services = [...new Set(KNOWN_CALLS.map(call => call.split(':')[0]))].filter(service => !WITHOUT_MODEL.includes(service));
    for (const service of services) {
      const model = JSON.parse(gunzipSync(fs.readFileSync(path.join(folder, 'botocore', 'data', MODELS[service], 'service-2.json.gz'))).toString('utf8')) as Model;
      const text = extract(model, KNOWN_CALLS.filter(call => call.startsWith(`${service}:`)).map(call => call.split(':')[1]));
      const file = path.join(FOLDER, `${service}.json`);
      if (isCheck && (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text)) {
        throw new Error(`test/fidelity/models/${service}.json is not what botocore ${BOTOCORE} says; run npx tsx scripts/service-models.ts and look at the difference`);
      }
      fs.writeFileSync(file, text);
    }
    process.stdout.write(`${services.length} service models are those of botocore ${BOTOCORE}\n`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

main(process.argv.includes('--check'));
