/** Writes that happen all or not at all. A token makes a request that is repeated within ten minutes one request. */

import { invalid } from './attribute-value';
import type { TableDefinition, Tables } from './tables';
import type { PlannedWrite, WriteInput, WriteKind } from './writes';
import { planned } from './writes';
import { canonical, isRecord } from '../../cloudformation/template';
import type { ApiRequest } from '../../kernel/types';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';

const MOST = 100;
const TOKEN_MS = 600_000;
const KINDS: readonly WriteKind[] = ['Put', 'Update', 'Delete', 'ConditionCheck'];
const KNOWN = ['TableName', 'Key', 'Item', 'ConditionExpression', 'UpdateExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues', 'ReturnValuesOnConditionCheckFailure'];

interface Part {
  readonly kind: WriteKind;
  readonly input: WriteInput & { readonly TableName: string };
}

export class Transactions {
  private readonly tokens = new Map<string, { readonly request: string; readonly until: number }>();

  constructor(
    private readonly tables: Tables,
    private readonly time: { readonly now: number },
    private readonly tableOf: (request: ApiRequest, name: unknown) => TableDefinition,
  ) {}

  public write(request: ApiRequest): void {
    const parts = partsOf(request);
    if (this.isRepeated(request)) {
      return;
    }
    const writes = parts.map(({ input, kind }) => ({ ...planned(this.tables, this.tableOf(request, input.TableName), kind, input), input }));
    const places = writes.map(({ key, table }) => `${table.arn} ${this.tables.idOf(table, key)}`);
    if (new Set(places).size < places.length) {
      throw invalid('Transaction request cannot include multiple operations on one item');
    }
    if (writes.some(({ holds }) => !holds)) {
      throw cancelled(writes);
    }
    const after = writes.map(write => write.after());
    writes.forEach(({ key, table }, index) => this.tables.write(table, key, after[index]));
    const { ClientRequestToken: token } = request.input;
    if (token !== undefined) {
      this.tokens.set(String(token), { request: canonical(request.input), until: this.time.now + TOKEN_MS });
    }
  }

  private isRepeated({ input }: ApiRequest): boolean {
    const known = this.tokens.get(String(input.ClientRequestToken));
    if (input.ClientRequestToken === undefined || known === undefined || known.until < this.time.now) {
      return false;
    }
    if (known.request !== canonical(input)) {
      throw new ApiError('IdempotentParameterMismatchException', 'Request parameters do not match the ones of the request with the same client token');
    }
    return true;
  }
}

function partsOf({ caller, input }: ApiRequest): Part[] {
  const items: readonly unknown[] = Array.isArray(input.TransactItems) ? input.TransactItems : [];
  if (items.length === 0 || items.length > MOST) {
    throw invalid(`1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length ${items.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${MOST}`}`);
  }
  return items.map(item => {
    const [kind, ...others] = isRecord(item) ? Object.keys(item) as WriteKind[] : [];
    if (!isRecord(item) || kind === undefined || others.length > 0 || !KINDS.includes(kind)) {
      throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
    }
    const part = item[kind] as Part['input'];
    const unknown = Object.keys(part).filter(member => !KNOWN.includes(member));
    if (unknown.length > 0) {
      throw new UnknownToRehearsal(`${caller.label} called dynamodb:TransactWriteItems with ${unknown.join(', ')} in a ${kind}, which the rehearsal does not know; it knows ${KNOWN.join(', ')}`);
    }
    return { kind, input: part };
  });
}

/** The rights that a transaction takes: each part its own. */
export function rightsOf(request: ApiRequest): readonly { readonly action: string; readonly table: string }[] {
  const actions: Readonly<Record<WriteKind, string>> = { Put: 'PutItem', Update: 'UpdateItem', Delete: 'DeleteItem', ConditionCheck: 'ConditionCheckItem' };
  return partsOf(request).map(({ input, kind }) => ({ action: `dynamodb:${actions[kind]}`, table: input.TableName }));
}

function cancelled(writes: readonly (PlannedWrite & { readonly input: WriteInput })[]): ApiError {
  const reasons = writes.map(({ before, holds, input }) => (holds ? { Code: 'None' } : {
    Code: 'ConditionalCheckFailed',
    Message: 'The conditional request failed',
    ...input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && before !== undefined ? { Item: before } : {},
  }));
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`;
  return new ApiError('TransactionCanceledException', message, 400, { CancellationReasons: reasons });
}
