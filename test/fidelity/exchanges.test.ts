/** What holds rehearsals against AWS's service models finds what it is there for. */

import { faultsOf } from './exchanges';
import { modelled, modelOf } from './service-model';
import { Dispatcher } from '../../rehearsal/kernel/dispatcher';
import { AWS_JSON } from '../../rehearsal/kernel/protocols';
import type { WireAnswer, WireRequest } from '../../rehearsal/kernel/wire';
import { KNOWN_CALLS } from '../../rehearsal/services/rehearsed-services';
import { takeFaults } from '../support/hold-to-models';

const signedFor = (service: string) => `AWS4-HMAC-SHA256 Credential=ASIATEST/20260105/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=00`;
const json = (service: string, target: string, input: object, version = '1.1'): WireRequest => ({
  method: 'POST',
  url: '/',
  headers: { 'authorization': signedFor(service), 'x-amz-target': target, 'content-type': `application/x-amz-json-${version}` },
  body: JSON.stringify(input),
});
const query = (service: string, form: Record<string, string>): WireRequest => ({
  method: 'POST',
  url: '/',
  headers: { 'authorization': signedFor(service), 'content-type': 'application/x-www-form-urlencoded' },
  body: String(new URLSearchParams(form)),
});
const answer = (body: unknown, status = 200, headers = {}): WireAnswer => ({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) });

const ORGANIZATIONS = 'AWSOrganizationsV20161128';
const account = {
  Id: '111122223333',
  Arn: 'arn:aws:organizations::111122223333:account/o-exampleorg1/111122223333',
  Email: 'someone@example.com',
  Name: 'Someone',
  State: 'ACTIVE',
  JoinedMethod: 'CREATED',
  JoinedTimestamp: 1767600000,
};
const describeAccount = (input: object = { AccountId: '111122223333' }) => json('organizations', `${ORGANIZATIONS}.DescribeAccount`, input);
const described = (changes: object = {}) => answer({ Account: { ...account, ...changes } });

describe('calls in JSON', () => {
  test('as the model has them are left alone', () => {
    expect(faultsOf(describeAccount(), described())).toEqual([]);
    expect(faultsOf(describeAccount(), answer({ __type: 'AccountNotFoundException', Message: 'x', message: 'x' }, 400))).toEqual([]);
    expect(faultsOf(describeAccount(), answer({ __type: 'com.amazon.coral#ThrottlingException', message: 'x' }, 429))).toEqual([]);
  });

  test.each<[string, WireRequest, WireAnswer, RegExp]>([
    ['an operation that there is not', json('organizations', `${ORGANIZATIONS}.DescribeAcount`, {}), described(), /the target is/],
    ['another target', json('organizations', 'AWSOrganizations.DescribeAccount', {}), described(), /the target is/],
    ['another version of JSON', json('organizations', `${ORGANIZATIONS}.DescribeAccount`, { AccountId: '111122223333' }, '1.0'), described(), /the content type is/],
    ['a required member that is missing', describeAccount({}), described(), /request\.AccountId is required and not there; the call was answered all the same/],
    ['an unknown member of a request', describeAccount({ AccountId: '111122223333', Id: '1' }), described(), /request\.Id is no member/],
    ['a pattern of a request', describeAccount({ AccountId: '11112222333' }), described(), /request\.AccountId is a value that is not shown|request\.AccountId is "11112222333", and the model says the pattern/],
    ['a type of a request', describeAccount({ AccountId: 111122223333 }), described(), /request\.AccountId is 111122223333, and the model says a string/],
    ['an unknown member of an answer', describeAccount(), described({ Tags: [] }), /answer\.Account\.Tags is no member of the model/],
    ['an enumeration', describeAccount(), described({ State: 'ASLEEP' }), /answer\.Account\.State is "ASLEEP", and the model says one of /],
    ['a length', describeAccount(), described({ Name: 'x'.repeat(129) }), /and the model says a length of 1 to 128/],
    ['a date as text', describeAccount(), described({ JoinedTimestamp: '2026-01-05T08:00:00Z' }), /a timestamp of this protocol/],
    ['a date in milliseconds', describeAccount(), described({ JoinedTimestamp: 1767600000000 }), /a timestamp of this protocol/],
    ['a null', describeAccount(), described({ Arn: null }), /answer\.Account\.Arn is null/],
    ['an error of another operation', describeAccount(), answer({ __type: 'ParentNotFoundException', Message: 'x' }, 400), /the error 'ParentNotFoundException' is none of the operation/],
    ['a reason that an error does not have', describeAccount(), answer({ __type: 'InvalidInputException', Message: 'x', Reason: 'MOOD' }, 400), /error InvalidInputException\.Reason is "MOOD"/],
    ['a list that is none', json('organizations', `${ORGANIZATIONS}.ListParents`, { ChildId: '111122223333' }), answer({ Parents: { Id: 'r-abcd' } }), /the model says a list/],
  ])('%s is told', (_, request, answered, says) => {
    expect(faultsOf(request, answered)).toEqual([expect.stringMatching(says)]);
    expect(faultsOf(request, answered)[0]).toMatch(/^organizations:/);
  });

  test('a call that the model forbids may be refused', () => {
    expect(faultsOf(describeAccount({}), answer({ __type: 'InvalidInputException', Message: 'x', Reason: 'INPUT_REQUIRED' }, 400))).toEqual([]);
  });

  test('addresses and what is sensitive are not shown', () => {
    const [fault] = faultsOf(describeAccount(), described({ State: 'someone@example.com' }));
    expect(fault).toMatch(/Account\.State is "\(address\)", and the model says one of /);
    const [address] = faultsOf(describeAccount(), described({ Email: 'no address' }));
    expect(address).toMatch(/^organizations:DescribeAccount: answer\.Account\.Email is a value that is not shown/);
  });

  test('what Service Catalog answers beyond its model is known', () => {
    const request = json('servicecatalog', 'AWS242ServiceCatalogService.ListProvisioningArtifacts', { ProductId: 'prod-abcdefghijklm' });
    expect(faultsOf(request, answer({ ProvisioningArtifactDetails: [{ Type: 'CONTROL_TOWER_ACCOUNT' }] }))).toEqual([]);
    expect(faultsOf(request, answer({ ProvisioningArtifactDetails: [{ Type: 'ANOTHER' }] }))).toHaveLength(1);
  });
});

describe('calls of the query protocol', () => {
  const describeStacks = (form: Record<string, string> = {}) => query('cloudformation', { Action: 'DescribeStacks', Version: '2010-05-15', ...form });
  const stack = '<StackName>Pool</StackName><CreationTime>2026-01-05T08:00:00.000Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>';
  const stacks = (members: string) => answer(`<?xml version="1.0"?><DescribeStacksResponse><DescribeStacksResult><Stacks><member>${members}</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`);

  test('as the model has them are left alone', () => {
    expect(faultsOf(describeStacks({ StackName: 'Pool' }), stacks(`${stack}<DisableRollback>false</DisableRollback><Tags/>`))).toEqual([]);
    expect(faultsOf(describeStacks(), answer('<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>x</Message></Error></ErrorResponse>', 400))).toEqual([]);
  });

  test.each<[string, WireRequest, WireAnswer, RegExp]>([
    ['another version', query('cloudformation', { Action: 'DescribeStacks', Version: '2010-05-16' }), stacks(stack), /the query asks for/],
    ['an unknown member of a request', describeStacks({ Name: 'Pool' }), stacks(stack), /request\.Name is no member/],
    ['a required member of an answer', describeStacks(), stacks('<StackName>Pool</StackName><CreationTime>2026-01-05T08:00:00Z</CreationTime>'), /answer\.Stacks\[0\]\.StackStatus is required/],
    ['a boolean', describeStacks(), stacks(`${stack}<DisableRollback>no</DisableRollback>`), /DisableRollback is "no", and the model says a boolean/],
    ['a date as a number', describeStacks(), stacks(`${stack}<LastUpdatedTime>1767600000</LastUpdatedTime>`), /a timestamp of this protocol/],
    ['a list without its members', describeStacks(), stacks(`${stack}<Tags><Tag><Key>a</Key><Value>b</Value></Tag></Tags>`), /answer\.Stacks\[0\]\.Tags\[0\]/],
    ['another element', describeStacks(), answer('<DescribeStackResponse/>'), /the answer is <DescribeStackResponse>/],
    ['an answer that is cut off', describeStacks(), answer('<DescribeStacksResponse><DescribeStacksResult>'), /one element that is closed/],
    ['an error that it does not have', describeStacks(), answer('<ErrorResponse><Error><Code>StackNotFound</Code></Error></ErrorResponse>', 404), /the error 'StackNotFound' is none of the operation/],
  ])('%s is told', (_, request, answered, says) => {
    expect(faultsOf(request, answered).join('\n')).toMatch(says);
  });
});

describe('calls of REST', () => {
  const invoke = (name = 'robot', headers = {}): WireRequest => ({
    method: 'POST',
    url: `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
    headers: { authorization: signedFor('lambda'), ...headers },
    body: '{}',
  });

  test('as the model has them are left alone', () => {
    expect(faultsOf(invoke('arn:aws:lambda:eu-west-1:111122223333:function:robot'), answer('null', 200, { 'x-amz-executed-version': '$LATEST' }))).toEqual([]);
    expect(faultsOf(invoke(), answer({ Type: 'User', Message: 'x' }, 404, { 'x-amzn-errortype': 'ResourceNotFoundException' }))).toEqual([]);
  });

  test.each<[string, WireRequest, WireAnswer, RegExp]>([
    ['a path', { ...invoke(), url: '/2015-03-31/function/robot/invocations' }, answer('null'), /the model has no operation for POST/],
    ['the name of a function', invoke('robot robot'), answer('null'), /request\.FunctionName is "robot robot"/],
    ['an enumeration in a header', invoke('robot', { 'x-amz-invocation-type': 'Later' }), answer('null'), /request\.InvocationType is "Later"/],
    ['an unknown parameter', { ...invoke(), url: `${invoke().url}?Qualifyer=1` }, answer('null'), /request\.Qualifyer is no member/],
    ['a version in a header', invoke(), answer('null', 200, { 'x-amz-executed-version': 'latest' }), /answer\.ExecutedVersion is "latest"/],
    ['the status of an error', invoke(), answer({ Message: 'x' }, 400, { 'x-amzn-errortype': 'ResourceNotFoundException' }), /the error 'ResourceNotFoundException' has the status 400, and the model says 404/],
  ])('%s is told', (_, request, answered, says) => {
    expect(faultsOf(request, answered)).toEqual([expect.stringMatching(says)]);
  });
});

test('a document is whatever JSON it is', () => {
  const request: WireRequest = {
    method: 'POST',
    url: '/get-landingzone',
    headers: { authorization: signedFor('controltower') },
    body: JSON.stringify({ landingZoneIdentifier: 'arn:aws:controltower:eu-west-1:111122223333:landingzone/ABCDEFGHIJKLMNOP' }),
  };
  const landingZone = { manifest: { governedRegions: ['eu-west-1'] }, version: '4.0' };
  expect(faultsOf(request, answer({ landingZone }))).toEqual([]);
  expect(faultsOf(request, answer({ landingZone: { ...landingZone, size: 1 } }))).toEqual([expect.stringContaining('answer.landingZone.size is no member')]);
});

test('every call that is rehearsed has a model, save those that API Gateway passes on', () => {
  const without = KNOWN_CALLS.filter(call => modelOf(call.split(':')[0])?.operations[call.split(':')[1]] === undefined);
  expect(without).toEqual(['execute-api:Invoke']);
  expect(modelled()).toHaveLength(new Set(KNOWN_CALLS.map(call => call.split(':')[0])).size - 1);
});

test('each model says where it comes from', () => {
  for (const service of modelled()) {
    expect(modelOf(service)).toMatchObject({ notice: expect.stringMatching(/botocore \d+\.\d+\.\d+.*Copyright.*Apache License, Version 2\.0/) });
  }
});

test('the calls of every rehearsal are heard', () => {
  const caller = { roleArn: 'arn:aws:iam::111122223333:role/Robot', sessionArn: 'arn:aws:sts::111122223333:assumed-role/Robot/kick', accountId: '111122223333', label: 'kick' };
  const dispatcher = new Dispatcher({
    clock: { date: new Date('2026-01-05T08:00:00Z') },
    endpoint: { sessionOf: () => ({ caller, secretAccessKey: 'secret', sessionToken: 'token' }) },
    functions: { isAlive: () => true, die: () => undefined },
    protocolOf: () => AWS_JSON,
    authorizationsOf: () => [],
    authorize: () => undefined,
    handle: () => ({ Account: { ...account, Age: 7 } }),
    respond: () => undefined,
    faults: { refusal: () => undefined, ending: () => 'answered' },
  });
  const request = describeAccount();
  let answered = 0;
  for (const call of [1, 2]) {
    dispatcher.serve({ instance: 'test', call, request: { ...request, headers: { ...request.headers, 'x-amz-date': '20260105T080000Z' } }, answer: () => { answered++; }, lose: () => undefined });
  }
  expect(answered).toBe(2);
  expect(takeFaults()).toEqual([expect.stringMatching(/^organizations:DescribeAccount: answer\.Account\.Age is no member .*\(2 times\)$/)]);
});
