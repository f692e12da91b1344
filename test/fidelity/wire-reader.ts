/** Reads calls and answers off the wire by their service's model alone: nothing of the rehearsal's own protocols takes part. */

import type { ModelProtocol, OperationModel, ServiceModel, Shape, ShapeRef } from './service-model';
import { protocolOfModel, shapeOf } from './service-model';
import { parseXml } from './xml';
import type { XmlElement } from './xml';
import type { WireAnswer, WireRequest } from '../../rehearsal/kernel/wire';

/** A call that a model knows. */
export interface ReadCall {
  readonly operation: OperationModel;
  readonly input: Record<string, unknown>;
}

/** An answer in words of the model. */
export type ReadAnswer =
  | { readonly kind: 'output'; readonly output: Record<string, unknown> }
  | { readonly kind: 'error'; readonly code: string; readonly members: Record<string, unknown> };

/** The operation that is called, and with what. Throws a sentence where the model has no such call. */
export function readCall(model: ServiceModel, request: WireRequest): ReadCall {
  switch (protocolOfModel(model)) {
    case 'json': return readJsonCall(model, request);
    case 'query': return readQueryCall(model, request);
    case 'rest-json': return readRestCall(model, request);
  }
}

export function readAnswer(model: ServiceModel, operation: OperationModel, answer: WireAnswer): ReadAnswer {
  const protocol = protocolOfModel(model);
  return answer.status >= 300 ? readError(protocol, answer) : { kind: 'output', output: readOutput(model, protocol, operation, answer) };
}

function readJsonCall({ metadata, operations }: ServiceModel, { body, headers }: WireRequest): ReadCall {
  const [prefix, name] = (headers['x-amz-target'] ?? '').split('.');
  if (prefix !== metadata.targetPrefix || !operations[name]) {
    throw new Error(`the target is '${headers['x-amz-target']}', and the model has ${metadata.targetPrefix} with ${Object.keys(operations).join(', ')}`);
  }
  const type = `application/x-amz-json-${metadata.jsonVersion}`;
  if (headers['content-type'] !== type) {
    throw new Error(`the content type is '${headers['content-type']}', and the model says ${type}`);
  }
  return { operation: operations[name], input: JSON.parse(body) };
}

function readQueryCall(model: ServiceModel, { body }: WireRequest): ReadCall {
  const { Action: name, Version: version, ...form } = Object.fromEntries(new URLSearchParams(body));
  const { metadata: { apiVersion }, operations } = model;
  if (version !== apiVersion || !operations[name]) {
    throw new Error(`the query asks for '${name}' of '${version}', and the model has ${apiVersion} with ${Object.keys(operations).join(', ')}`);
  }
  const operation = operations[name];
  return { operation, input: operation.input ? formStructure(model, shapeOf(model, operation.input), form) : form };
}

/** The members of a form: those below others have names with dots. */
function formStructure(model: ServiceModel, shape: Shape, form: Record<string, string>): Record<string, unknown> {
  const heads = [...new Set(Object.keys(form).map(key => key.split('.')[0]))];
  return Object.fromEntries(heads.map(head => [head, formValue(model, shape.members?.[head], head, form)]));
}

function formValue(model: ServiceModel, ref: ShapeRef | undefined, head: string, form: Record<string, string>): unknown {
  const shape = ref && shapeOf(model, ref);
  const below = Object.fromEntries(Object.entries(form).filter(([key]) => key.startsWith(`${head}.`)).map(([key, value]) => [key.slice(head.length + 1), value]));
  switch (shape?.type) {
    case 'structure': return formStructure(model, shape, below);
    case 'list': {
      const items = Object.fromEntries(Object.entries(below).map(([key, value]) => [key.replace(/^member\./, ''), value]));
      const numbers = [...new Set(Object.keys(items).map(key => key.split('.')[0]))].sort((a, b) => Number(a) - Number(b));
      return numbers.map(number => formValue(model, shape.member, number, items));
    }
    default: return form[head];
  }
}

function readRestCall(model: ServiceModel, request: WireRequest): ReadCall {
  const [path, query = ''] = request.url.split('?');
  for (const operation of Object.values(model.operations)) {
    const { method, requestUri } = operation.http;
    const labels = [...requestUri.matchAll(/{(\w+)}/g)].map(([, label]) => label);
    const found = new RegExp(`^${requestUri.replace(/{\w+}/g, '([^/]+)')}/?$`).exec(path);
    if (method === request.method && found) {
      const uri = Object.fromEntries(labels.map((label, index) => [label, decodeURIComponent(found[index + 1])]));
      return { operation, input: { ...uri, ...restMembers(model, operation.input, request, new URLSearchParams(query)) } };
    }
  }
  throw new Error(`the model has no operation for ${request.method} ${path}`);
}

function restMembers(model: ServiceModel, ref: ShapeRef | undefined, request: WireRequest, query: URLSearchParams): Record<string, unknown> {
  const shape = ref && shapeOf(model, ref);
  const members = Object.entries(shape?.members ?? {});
  const known = members.filter(([, { location }]) => location === 'querystring').map(([, { locationName }]) => locationName);
  // The SDK itself adds x-id.
  const unknown = [...query.keys()].filter(key => !known.includes(key) && key !== 'x-id');
  return {
    ...Object.fromEntries(unknown.map(key => [key, query.get(key)])),
    ...located(members, 'querystring', name => query.get(name) ?? undefined),
    ...located(members, 'header', name => request.headers[name.toLowerCase()]),
    ...bodyMembers(model, shape, request.body),
  };
}

function located(members: readonly [string, ShapeRef][], where: ShapeRef['location'], read: (name: string) => string | undefined): Record<string, unknown> {
  return Object.fromEntries(members
    .filter(([, { location }]) => location === where)
    .map(([name, { locationName }]) => [name, read(locationName ?? name)] as const)
    .filter(([, value]) => value !== undefined));
}

function bodyMembers(model: ServiceModel, shape: Shape | undefined, body: string): Record<string, unknown> {
  if (body === '') {
    return {};
  }
  const payload = shape?.payload;
  if (payload === undefined) {
    return JSON.parse(body);
  }
  return { [payload]: shapeOf(model, shape!.members![payload]).type === 'blob' ? body : JSON.parse(body) };
}

function readOutput(model: ServiceModel, protocol: ModelProtocol, operation: OperationModel, answer: WireAnswer): Record<string, unknown> {
  const { body, headers, status } = answer;
  const shape = operation.output && shapeOf(model, operation.output);
  switch (protocol) {
    case 'json': return JSON.parse(body);
    case 'rest-json': {
      const members = Object.entries(shape?.members ?? {});
      const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      return {
        ...Object.fromEntries(members.filter(([, { location }]) => location === 'statusCode').map(([name]) => [name, status])),
        ...located(members, 'header', name => given[name.toLowerCase()]),
        ...bodyMembers(model, shape, body),
      };
    }
    case 'query': {
      const wrapper = operation.output?.resultWrapper;
      const response = parseXml(body);
      const result = wrapper === undefined ? response : response.children.find(({ name }) => name === wrapper);
      if (response.name !== `${operation.name}Response` || !result) {
        throw new Error(`the answer is <${response.name}>, and the model says <${operation.name}Response>${wrapper === undefined ? '' : ` with <${wrapper}>`}`);
      }
      return shape ? xmlStructure(model, shape, result) : {};
    }
  }
}

function xmlStructure(model: ServiceModel, shape: Shape, { children }: XmlElement): Record<string, unknown> {
  return Object.fromEntries(children.map(child => [child.name, xmlValue(model, shape.members?.[child.name], child)]));
}

function xmlValue(model: ServiceModel, ref: ShapeRef | undefined, element: XmlElement): unknown {
  const shape = ref && shapeOf(model, ref);
  switch (shape?.type) {
    case 'structure': return xmlStructure(model, shape, element);
    case 'list': return element.children.map(child => (child.name === (shape.member!.locationName ?? 'member') ? xmlValue(model, shape.member, child) : child));
    default: return element.text;
  }
}

function readError(protocol: ModelProtocol, { body, headers }: WireAnswer): ReadAnswer {
  if (protocol === 'query') {
    const error = parseXml(body).children.find(({ name }) => name === 'Error');
    const members = Object.fromEntries((error?.children ?? []).map(({ name, text }) => [name, text]));
    const { Code: code, Type: _, ...rest } = members;
    return { kind: 'error', code, members: rest };
  }
  const { __type: type, ...members } = JSON.parse(body) as Record<string, unknown>;
  const written = protocol === 'json' ? type : Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-amzn-errortype')?.[1];
  return { kind: 'error', code: String(written).split('#').at(-1)!.split(':')[0], members };
}
