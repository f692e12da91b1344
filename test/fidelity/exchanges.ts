/**
 * Holds calls and their answers against AWS's own models.
 *
 * A call that the model doesn't allow has to be refused: what is wrong with it is told only where it was answered. Whatever is answered has to be
 * as the model says, errors included.
 */

import { differences } from './conformity';
import type { OperationModel, ServiceModel, Shape } from './service-model';
import { modelOf, protocolOfModel, shapeOf } from './service-model';
import type { ReadAnswer } from './wire-reader';
import { readAnswer, readCall } from './wire-reader';
import type { WireAnswer, WireRequest } from '../../rehearsal/kernel/wire';

/** What every service may answer, by protocol: https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html and its like. */
const COMMON_ERRORS: Readonly<Record<'json' | 'query' | 'rest-json', readonly string[]>> = {
  'json': [
    'AccessDeniedException', 'ExpiredTokenException', 'InternalFailure', 'InvalidSignatureException', 'RequestTimeoutException', 'ServiceUnavailable',
    'ThrottlingException', 'UnrecognizedClientException', 'ValidationException',
  ],
  'rest-json': [
    'AccessDeniedException', 'ExpiredTokenException', 'InternalFailure', 'InvalidSignatureException', 'RequestTimeoutException', 'ServiceUnavailable',
    'ThrottlingException', 'UnrecognizedClientException', 'ValidationException',
  ],
  'query': ['AccessDenied', 'ExpiredToken', 'InternalFailure', 'InvalidClientTokenId', 'ServiceUnavailable', 'SignatureDoesNotMatch', 'Throttling', 'ValidationError'],
};
/** What clients read an error's text from, however a service writes it. */
const MESSAGES = ['message', 'Message', 'Type'];

/** Where AWS itself answers what its model doesn't have, or a world is to. */
const KNOWN_DIFFERENCES: readonly { readonly says: RegExp; readonly because: string }[] = [
  {
    says: /^servicecatalog:\w+: answer\.[\w.[\]]*Type is "CONTROL_TOWER_ACCOUNT", and the model says one of /,
    because: 'products, artifacts and records of Account Factory have this type, and no enumeration of Service Catalog has it',
  },
  {
    says: /^servicecatalog:\w+: answer\.[\w.[\]]*Status is "ARCHIVED", and the model says one of /,
    because: 'worlds have this status of a product (the fault status-becomes) to show what becomes of one that nobody knows',
  },
  {
    says: /^organizations:\w+: answer\.[\w.[\]]*Arn is "arn:aws-(cn|us-gov|eusc):organizations::\d{12}:(root|organization|ou|account|policy)\/[^"]+", and the model says the pattern \^arn:aws:/,
    because: 'the patterns name the partition aws only, and ARNs of the other partitions begin with theirs',
  },
  {
    says: /^lambda:Invoke: the status is 202, and the model says 200$/,
    because: 'the model has one status, and AWS documents another one for the invocation type Event: 202',
  },
];

const SIGNED_FOR = /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;

/** Everything in which an exchange differs from the model, a sentence each. Empty too for a service without a model. */
export function faultsOf(request: WireRequest, answer: WireAnswer): string[] {
  const service = SIGNED_FOR.exec(request.headers.authorization ?? '')?.[1];
  const model = service === undefined ? undefined : modelOf(service);
  if (!model) {
    return [];
  }
  return faultsAgainst(model, service!, request, answer).filter(fault => !KNOWN_DIFFERENCES.some(({ says }) => says.test(fault)));
}

function faultsAgainst(model: ServiceModel, service: string, request: WireRequest, answer: WireAnswer): string[] {
  try {
    const { input, operation } = readCall(model, request);
    const notation = protocolOfModel(model) === 'query' ? 'text' : 'json';
    const read = readAnswer(model, operation, answer);
    const call = `${service}:${operation.name}`;
    if (read.kind === 'error') {
      return faultsOfError(model, operation, read, answer.status).map(fault => `${call}: ${fault}`);
    }
    return [
      ...operation.input ? differences(model, operation.input, input, notation, 'request').map(fault => `${fault}; the call was answered all the same`) : [],
      ...operation.output ? differences(model, operation.output, read.output, notation, 'answer') : namesOf(read.output).map(name => `answer.${name}: the model has no answer`),
      ...operation.http.responseCode !== undefined && operation.http.responseCode !== answer.status ? [`the status is ${answer.status}, and the model says ${operation.http.responseCode}`] : [],
    ].map(fault => `${call}: ${fault}`);
  } catch (error) {
    return [`${service}: ${(error as Error).message}`];
  }
}

function faultsOfError(model: ServiceModel, operation: OperationModel, { code, members }: Extract<ReadAnswer, { kind: 'error' }>, status: number): string[] {
  const declared = (operation.errors ?? []).find(ref => ref.shape === code || shapeOf(model, ref).error?.code === code);
  if (!declared) {
    return COMMON_ERRORS[protocolOfModel(model)].includes(code) ? []
      : [`the error '${code}' is none of the operation, which has ${(operation.errors ?? []).map(({ shape }) => shape).join(', ') || 'none'}, and none that all services have`];
  }
  const shape: Shape = shapeOf(model, declared);
  const beside = Object.fromEntries(Object.entries(members).filter(([name]) => !MESSAGES.includes(name)));
  const { httpStatusCode } = shape.error ?? {};
  return [
    ...differences(model, declared, beside, 'json', `error ${code}`).filter(fault => !/[mM]essage is required/.test(fault)),
    ...shape.fault && status < 500 ? [`the error '${code}' has the status ${status}, and the model says that it is the service's own fault`] : [],
    ...httpStatusCode !== undefined && httpStatusCode !== status ? [`the error '${code}' has the status ${status}, and the model says ${httpStatusCode}`] : [],
  ];
}

function namesOf(value: Record<string, unknown>): string[] {
  return Object.keys(value);
}
