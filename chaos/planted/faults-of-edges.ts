/** Faults of adapters, which the real SDK against a local endpoint shows, and of handlers. */

import { faultsIn } from './planted-fault';
import type { PlantedFault } from './planted-fault';

const FACTORY = ['test/aws/service-catalog/factory.test.ts'];
const DIRECTORY = ['test/aws/organizations/directory.test.ts'];
const SANDBOX = ['test/aws/innovation-sandbox/sandbox-api.test.ts'];
const SURROUNDINGS = ['test/aws/innovation-sandbox/pool-surroundings.test.ts'];

export const OF_ADAPTERS: readonly PlantedFault[] = [
  ...faultsIn('aws/service-catalog/search-products.ts', FACTORY, [
    {
      name: 'a search ends after its first page',
      right: 'products.push(...page.ProvisionedProducts ?? []);\n    pageToken = page.NextPageToken;',
      wrong: 'products.push(...page.ProvisionedProducts ?? []);',
    },
    { name: 'only what we made ourselves holds a slot', right: '{ Key: \'Account\', Value: \'self\' }', wrong: '{ Key: \'User\', Value: \'self\' }' },
  ]),
  ...faultsIn('aws/service-catalog/factory.ts', FACTORY, [
    { name: 'the history of a product ends after its first page', right: 'return owner;\n      }\n      pageToken = page.NextPageToken;', wrong: 'return owner;\n      }' },
    {
      name: 'products of others hold slots of the factory',
      right: 'products.filter(product => product.Type === FACTORY_PRODUCT_TYPE).map(product => product.Name',
      wrong: 'products.map(product => product.Name',
    },
    { name: 'a product is believed to be AVAILABLE for hours', right: 'const AVAILABLE_MS = 4 * 60_000;', wrong: 'const AVAILABLE_MS = 4 * 3_600_000;' },
    {
      name: 'a product is believed to be AVAILABLE after it was changed',
      right: 'this.available.clear();\n    await calling(\'servicecatalog:UpdateProvisionedProduct\'',
      wrong: 'await calling(\'servicecatalog:UpdateProvisionedProduct\'',
    },
    { name: 'a version that was retired is asked for', right: '.filter(artifact => artifact.Active === true)', wrong: '.filter(artifact => artifact.Id !== undefined)' },
    { name: 'a parameter of ProvisionProduct has another name', right: '{ Key: \'ManagedOrganizationalUnit\',', wrong: '{ Key: \'OrganizationalUnit\',' },
    { name: 'the token of a request is another each time', right: 'ProvisionToken: request.token,', wrong: 'ProvisionToken: String(this.now().getTime()),' },
    { name: 'an account is requested without its tags', right: 'Tags: request.tags.map(tag => ({ Key: tag.key, Value: tag.value })),', wrong: '' },
    { name: 'a removal is not waited for', right: 'await calling(\'servicecatalog:TerminateProvisionedProduct\'', wrong: 'void calling(\'servicecatalog:TerminateProvisionedProduct\'' },
    { name: 'a record without an account is kept for good', right: 'record?.status === \'SUCCEEDED\' && record.outputs.AccountId !== undefined && ', wrong: 'record?.status === \'SUCCEEDED\' && ' },
    { name: 'an error that was told is lost', right: 'error.Description ?? error.Code', wrong: 'error.Code' },
  ]),
  ...faultsIn('aws/organizations/list-accounts.ts', DIRECTORY, [
    { name: 'accounts end after the first page', right: 'nextToken = page.NextToken;', wrong: 'nextToken = undefined;' },
    { name: 'an account that was invited counts as created', right: '...(account.JoinedMethod === \'INVITED\' ? { invited: true } : {}),', wrong: '' },
  ]),
  ...faultsIn('aws/organizations/directory.ts', DIRECTORY, [
    { name: 'tags end after the first page', right: '?? \'\' })));\n      nextToken = page.NextToken;', wrong: '?? \'\' })));\n      nextToken = undefined;' },
    { name: 'creations end after the first page', right: '}\n      }\n      nextToken = page.NextToken;', wrong: '}\n      }\n      nextToken = undefined;' },
    { name: 'a creation of another name is taken for ours', right: 'if (status.AccountName !== accountName) {', wrong: 'if (status.AccountName === undefined) {' },
    { name: 'an account is moved out of the unit that it goes to', right: 'SourceParentId: fromId,', wrong: 'SourceParentId: toId,' },
    { name: 'an account that was moved meanwhile fails for good', right: 'isNamed(exception, ...MOVED_MEANWHILE) ?', wrong: 'isNamed(exception) ?' },
    { name: 'a scan is believed that began before what is asked for', right: 'this.scan.beganAt.getTime() <= notOlderThan.getTime()', wrong: 'this.scan.beganAt.getTime() <= 0' },
    { name: 'addresses are compared with their case', right: '[account.email.toLowerCase(), account]', wrong: '[account.email, account]' },
  ]),
  ...faultsIn('aws/shared/errors.ts', ['test/aws/shared/errors.test.ts'], [
    { name: 'a connection that was cut is a refusal', right: 'NETWORK_CODES.has(code) || NETWORK_CODES.has(name) || ', wrong: '' },
    { name: 'a refusal passes', right: 'throw isTransient(exception) ? new TransientError', wrong: 'throw exception ? new TransientError' },
  ]),
  ...faultsIn('aws/shared/patience.ts', ['test/aws/shared/patience.test.ts'], [
    { name: 'a pause is not waited for', named: 'waits out', right: 'await sleep(seconds);\n    }\n  }\n  return call();', wrong: 'void sleep(seconds);\n    }\n  }\n  return call();' },
    { name: 'a refusal that stays is asked for again', right: 'if (!passing) {', wrong: 'if (!passing && error === undefined) {' },
    { name: 'seconds are taken for milliseconds', right: 'now().getTime() + seconds * 1000 >=', wrong: 'now().getTime() + seconds >=' },
  ]),
  ...faultsIn('aws/shared/aws-clock.ts', ['test/aws/shared/aws-clock.test.ts'], [
    { name: 'AWS\'s clock is put right to the other side', right: 'own().getTime() + widest', wrong: 'own().getTime() - widest' },
  ]),
  ...faultsIn('aws/cloudformation/stack-line.ts', ['test/aws/cloudformation/stack-line.test.ts'], [
    { name: 'a stack\'s resources end after the first page', right: 'nextToken = page.NextToken;', wrong: 'nextToken = undefined;' },
  ]),
  ...faultsIn('aws/cloudformation/stacks.ts', ['test/aws/cloudformation/stacks.test.ts'], [
    { name: 'the root of a nested stack is not asked', right: 'stack.RootId === undefined || stack.RootId === stackId', wrong: 'stack.RootId === undefined || stack.RootId !== stackId' },
  ]),
  ...faultsIn('aws/cloudformation/stack-set-instances.ts', SURROUNDINGS, [
    { name: 'a role that isn\'t there yet is believed to be as it was', right: 'if (instance?.status === \'CURRENT\') {', wrong: 'if (instance !== null) {' },
  ]),
  ...faultsIn('aws/innovation-sandbox/pool-units.ts', SURROUNDINGS, [
    { name: 'a configuration is believed for days', right: 'const FRESH_MS = 10 * 60_000;', wrong: 'const FRESH_MS = 10 * 86_400_000;' },
  ]),
  ...faultsIn('aws/innovation-sandbox/sandbox-api.ts', SANDBOX, [
    { name: 'absence is believed of any answer 404', right: 'if (answer.status === 404 && /account not found/i.test(words)) {', wrong: 'if (answer.status === 404) {' },
    { name: 'a record that was written is believed for ever', right: 'this.now().getTime() - found.at < WRITTEN_MS', wrong: 'this.now().getTime() - found.at >= 0' },
    { name: 'a gateway that gave up has answered', right: 'status: GAVE_UP.includes(status) ? 0 : status', wrong: 'status' },
    { name: 'a registration is told more than an account', right: 'JSON.stringify({ awsAccountId: accountId })', wrong: 'JSON.stringify({ awsAccountId: accountId, namespace: sandbox.namespace })' },
  ]),
  ...faultsIn('aws/innovation-sandbox/machine-client.ts', SANDBOX, [
    { name: 'the id of an API that was replaced is believed', right: 'this.apiIds.delete(keyOf(sandbox));', wrong: '' },
    { name: 'a call is sent again for an order that stands no more', right: 'await requireStanding(call);', wrong: '' },
  ]),
  ...faultsIn('aws/innovation-sandbox/signed-invoke.ts', SANDBOX, [
    { name: 'a secret that was refused is tried again', right: 'const fresh = await this.readSecret(sandbox, credentials);', wrong: 'const fresh = secret;' },
    { name: 'a call with a new secret is sent for an order that stands no more', right: 'await requireStanding(call);', wrong: '' },
    { name: 'a function that failed has answered', right: 'answer.FunctionError !== undefined || typeof result?.statusCode !== \'number\'', wrong: 'answer.FunctionError === \'\'' },
  ]),
  ...faultsIn('aws/innovation-sandbox/json-web-token.ts', SANDBOX, [
    { name: 'a token is good for days', right: 'exp: iat + TOKEN_SECONDS', wrong: 'exp: iat + TOKEN_SECONDS * 1000' },
  ]),
  ...faultsIn('aws/sts/assumed-roles.ts', SANDBOX, [
    { name: 'a session is used after its end', right: 'known.endsAt - RESERVE_MS > this.now().getTime()', wrong: 'known.endsAt > 0' },
    { name: 'a role is assumed without its external id', right: '...(externalId === undefined ? {} : { ExternalId: externalId }),', wrong: '' },
  ]),
  ...faultsIn('aws/billing/billing-views.ts', ['test/aws/billing/billing-views.test.ts'], [
    { name: 'an account takes the others out of the billing view', right: 'values: [...others, accountId]', wrong: 'values: [accountId]' },
  ]),
  ...faultsIn('aws/service-quotas/account-quota.ts', ['test/aws/service-quotas/account-quota.test.ts'], [
    { name: 'quotas end after the first page', right: 'nextToken = page.NextToken;', wrong: 'nextToken = undefined;' },
  ]),
];

export const OF_HANDLERS: readonly PlantedFault[] = [
  ...faultsIn('core/log.ts', ['test/core/log.test.ts'], [
    { name: 'a secret is logged: nothing is masked', right: 'sink(JSON.stringify(mask(record)))', wrong: 'sink(JSON.stringify(record))' },
  ]),
  ...faultsIn('lambda/pool-account/kick.ts', ['test/lambda/pool-account/handlers.test.ts'], [
    { name: 'a leg that was refused counts as opened', right: 'log.notice(Notice.LEG_REFUSED, { code: codeOf(error), error: String(error) });\n    throw error;', wrong: 'log.notice(Notice.LEG_REFUSED, { error: String(error) });\n    return {};' },
  ]),
  ...faultsIn('lambda/pool-account/leg.ts', ['test/lambda/pool-account/leg.test.ts'], [
    { name: 'an update may request an account', right: 'mayRequest: !isUpdate,', wrong: 'mayRequest: true,' },
    { name: 'last legs take no turns', right: 'takesTurns: role === \'last\',', wrong: 'takesTurns: role === \'start\',' },
  ]),
  ...faultsIn('lambda/pool-account/decide-leg.ts', ['test/lambda/pool-account/decide-leg.test.ts'], [
    { name: 'an early leg tells a failure of its account', right: 'return last || (role === \'start\' && isOfOrganization(step.failure.code))', wrong: 'return last || role === \'start\'' },
    { name: 'an early leg fails when its time is up', right: 'return last ? { kind: \'fail\', failure: step.failure } : { kind: \'complete\' };\n    default', wrong: 'return { kind: \'fail\', failure: step.failure };\n    default' },
  ]),
  ...faultsIn('lambda/pool-account/run-leg.ts', ['test/lambda/pool-account/fence.test.ts'], [
    { name: 'any operation of the stack counts as the one of the order', right: 'if (epoch !== window.epoch) {', wrong: 'if (epoch === \'\') {' },
    { name: 'a rollback fails', right: 'if (await isOvertaken(poll)) {', wrong: 'if (await isOvertaken(poll) && false) {' },
  ]),
  ...faultsIn('lambda/pool-account/open-leg.ts', ['test/lambda/pool-account/open-leg.test.ts'], [
    {
      name: 'an account that was renamed is requested anew',
      right: 'event.PhysicalResourceId !== wanted && !(role !== \'last\' && isOtherAddress(event))',
      wrong: 'event.PhysicalResourceId === \'\'',
    },
    { name: 'a rollback is held to its properties', right: 'if (event.PhysicalResourceId !== undefined && isRollback(operation.epoch)) {', wrong: 'if (event.PhysicalResourceId === \'\') {' },
    { name: 'a deletion answers with another id', right: 'return { PhysicalResourceId: event.PhysicalResourceId };', wrong: 'return { PhysicalResourceId: event.LogicalResourceId };' },
  ]),
  ...faultsIn('lambda/pool-account/properties.ts', ['test/lambda/pool-account/properties.test.ts'], [
    { name: 'a property that isn\'t known is ignored', right: 'if (unknown !== undefined) {', wrong: 'if (unknown === \'\') {' },
    { name: 'the text false counts as true', right: 'return value === \'true\';', wrong: 'return Boolean(value);' },
  ]),
  ...faultsIn('lambda/pool-account/physical-id.ts', ['test/lambda/pool-account/physical-id.test.ts'], [
    { name: 'the case of an address makes another account', right: 'desired.email.toLowerCase()', wrong: 'desired.email' },
  ]),
  ...faultsIn('core/checks/account-quota.ts', ['test/core/checks/account-quota.test.ts'], [
    { name: 'accounts that exist are counted as coming', right: '.filter(email => !there.has(email)).length', wrong: '.length' },
    { name: 'a check of the quota fails a rollback', right: 'if (declaredBefore !== undefined && await ports.isRollingBack(request.stackId, until)) {', wrong: 'if (declaredBefore !== undefined && await ports.isRollingBack(request.stackId, until) && false) {' },
  ]),
  ...faultsIn('core/checks/find-factory.ts', ['test/core/checks/find-factory.test.ts'], [
    { name: 'a factory is looked for in any account', right: 'if (accountId !== managementAccountId) {', wrong: 'if (accountId !== managementAccountId && accountId === \'\') {' },
  ]),
];
