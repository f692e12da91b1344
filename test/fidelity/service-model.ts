/** AWS's own models of its services, as botocore publishes them: scripts/service-models.ts takes out what the rehearsal answers. */

import * as fs from 'node:fs';
import * as path from 'node:path';

/** What a member, an input or an output refers to. */
export interface ShapeRef {
  readonly shape: string;
  /** Where it stands if not in the body. */
  readonly location?: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode';
  readonly locationName?: string;
  readonly flattened?: boolean;
  readonly resultWrapper?: string;
  readonly timestampFormat?: TimestampFormat;
}

export type TimestampFormat = 'iso8601' | 'unixTimestamp' | 'rfc822';

export interface Shape {
  readonly type: 'structure' | 'list' | 'map' | 'string' | 'integer' | 'long' | 'float' | 'double' | 'boolean' | 'timestamp' | 'blob';
  readonly members?: Readonly<Record<string, ShapeRef>>;
  readonly required?: readonly string[];
  readonly member?: ShapeRef;
  readonly key?: ShapeRef;
  readonly value?: ShapeRef;
  readonly flattened?: boolean;
  readonly union?: boolean;
  /** Any JSON. */
  readonly document?: boolean;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly sensitive?: boolean;
  readonly timestampFormat?: TimestampFormat;
  /** The member that is the body. */
  readonly payload?: string;
  /** Whether an error is the service's own fault. */
  readonly fault?: boolean;
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number };
}

export interface OperationModel {
  readonly name: string;
  readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode?: number };
  readonly input?: ShapeRef;
  readonly output?: ShapeRef;
  readonly errors?: readonly ShapeRef[];
}

export interface ServiceModel {
  readonly metadata: {
    readonly apiVersion: string;
    readonly protocols: readonly string[];
    readonly targetPrefix?: string;
    readonly jsonVersion?: string;
  };
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** How a call travels. Where a service speaks several protocols, the rehearsal speaks the one that the SDK has spoken for years. */
export type ModelProtocol = 'json' | 'query' | 'rest-json';
const SPOKEN: readonly ModelProtocol[] = ['json', 'query', 'rest-json'];

const FOLDER = path.join(__dirname, 'models');
const loaded = new Map<string, ServiceModel | undefined>();

/** The model of the service with that IAM prefix; undefined where there is none. */
export function modelOf(service: string): ServiceModel | undefined {
  if (!loaded.has(service)) {
    const file = path.join(FOLDER, `${service}.json`);
    loaded.set(service, fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) as ServiceModel : undefined);
  }
  return loaded.get(service);
}

/** The services that there is a model of. */
export function modelled(): string[] {
  return fs.readdirSync(FOLDER).map(name => path.basename(name, '.json')).sort();
}

export function protocolOfModel({ metadata }: ServiceModel): ModelProtocol {
  const protocol = SPOKEN.find(candidate => metadata.protocols.includes(candidate));
  if (!protocol) {
    throw new Error(`no protocol of ${metadata.protocols.join(', ')} can be read here; teach test/fidelity/wire-reader.ts one of them`);
  }
  return protocol;
}

export function shapeOf({ shapes }: ServiceModel, { shape }: ShapeRef): Shape {
  return shapes[shape];
}
