/** The Service Catalog API: what is found out at once, before Control Tower gets to see a request. */

import type {
  DescribeProvisionedProductCommandOutput,
  DescribeRecordCommandOutput,
  ListRecordHistoryCommandOutput,
  ProvisionProductCommandOutput,
  RecordDetail,
  SearchProvisionedProductsCommandOutput,
  TerminateProvisionedProductCommandOutput,
  UpdateProvisionedProductCommandOutput,
} from '@aws-sdk/client-service-catalog';
import type { Catalog } from './catalog';
import type { CatalogContext } from './catalog-context';
import type { OperationKind, ProductState, RecordState, RecordType } from './catalog-state';
import { RECORD_TYPES } from './catalog-state';
import type { ProvisionedProducts } from './products';
import { recordDetail } from './views';
import { FACTORY_PRODUCT_NAME } from '../../../src/contract';
import type { ApiRequest, Caller } from '../../kernel/types';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';
import { drawId } from '../identifiers';
import { tagMap } from '../paging';
import type { Answer } from '../sdk';

type Input = ApiRequest['input'];

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}$/;

/** A request that Service Catalog has accepted. */
export interface AcceptedRequest {
  readonly kind: OperationKind;
  readonly product: ProductState;
  readonly record: RecordState;
  readonly caller: Caller;
  readonly parameters: Record<string, string>;
  /** Asked for by a person in the console, whose rights are nobody's business here. */
  readonly byHand?: true;
}

/** Whoever the product's requests go to. */
export interface Provisioner {
  /** Throws AWS's refusal, where the call itself finds out what the caller may not do. */
  refuseCaller(caller: Caller, kind: OperationKind): void;
  /** Takes over an accepted request. */
  accept(request: AcceptedRequest): void;
}

export class ServiceCatalogApi {
  /** Who works on what is accepted here. */
  private provisioner?: Provisioner;

  constructor(
    private readonly to: CatalogContext,
    private readonly catalog: Catalog,
    private readonly products: ProvisionedProducts,
  ) {}

  /** Hands requests over from now on. */
  public provisionedBy(provisioner: Provisioner): void {
    this.provisioner = provisioner;
  }

  /** SearchProvisionedProducts. */
  public search(request: ApiRequest): Answer<SearchProvisionedProductsCommandOutput> {
    return this.catalog.isHere(request) ? this.products.search(request) : { ProvisionedProducts: [], TotalResultsCount: 0 };
  }

  /** ListRecordHistory. */
  public listRecords(request: ApiRequest): Answer<ListRecordHistoryCommandOutput> {
    return this.catalog.isHere(request) ? this.products.listRecords(request) : { RecordDetails: [] };
  }

  /** DescribeProvisionedProduct. */
  public describe(request: ApiRequest): Answer<DescribeProvisionedProductCommandOutput> {
    return this.products.describe(this.here(request).input);
  }

  /** DescribeRecord. */
  public describeRecord(request: ApiRequest): Answer<DescribeRecordCommandOutput> {
    return this.products.describeRecord(this.here(request).input);
  }

  /** ProvisionProduct. */
  public provision(request: ApiRequest): Answer<ProvisionProductCommandOutput> {
    const { caller, input } = request;
    refuseMembers(input, ['NotificationArns', 'ProvisioningPreferences']);
    const name = String(input.ProvisionedProductName);
    if (!NAME.test(name)) {
      throw new ApiError('InvalidParametersException', `ProvisionedProductName ${name} does not match ${NAME.source}`);
    }
    const replay = this.recordOfToken(input.ProvisionToken, caller, 'PROVISION_PRODUCT');
    if (replay) {
      return { RecordDetail: recordDetail(this.to, replay) };
    }

    const { pathId, artifactId } = this.launch(request);
    if (this.products.find(undefined, name)) {
      throw new ApiError('InvalidParametersException', `A stack named ${name} already exists.`);
    }
    this.factory().refuseCaller(caller, 'provision');

    const { clock, state, time } = this.to;
    const number = state.records.length;
    const product: ProductState = {
      id: drawId(clock, 'pp-', 13, name, number),
      name,
      status: 'UNDER_CHANGE',
      createdAt: time.now,
      token: String(input.ProvisionToken),
      lastRecordId: '',
      artifactId,
      pathId,
      parameters: parametersOf(input, {}),
      tags: tagMap(input.Tags),
      maker: makerOf(caller),
    };
    state.products.push(product);
    return this.hand('provision', product, caller, String(input.ProvisionToken), product.parameters);
  }

  /** UpdateProvisionedProduct. */
  public update(request: ApiRequest): Answer<UpdateProvisionedProductCommandOutput> {
    const { caller, input } = request;
    refuseMembers(input, ['ProvisioningPreferences']);
    const product = this.changeable(request);
    const replay = this.recordOfToken(input.UpdateToken, caller, 'UPDATE_PROVISIONED_PRODUCT');
    if (replay) {
      return { RecordDetail: recordDetail(this.to, replay) };
    }
    requireRest(product);
    const { pathId, artifactId } = this.launch({ ...request, input: { ProductId: this.to.state.productId, ...input } });
    this.factory().refuseCaller(caller, 'update');
    Object.assign(product, { artifactId, pathId, tags: { ...product.tags, ...tagMap(input.Tags) } });
    return this.hand('update', product, caller, String(input.UpdateToken), parametersOf(input, product.parameters));
  }

  /** TerminateProvisionedProduct. */
  public terminate(request: ApiRequest): Answer<TerminateProvisionedProductCommandOutput> {
    const { caller, input } = request;
    if (input.IgnoreErrors || input.RetainPhysicalResources) {
      throw new UnknownToRehearsal('TerminateProvisionedProduct was called with IgnoreErrors or RetainPhysicalResources, which the rehearsal does not know; call it without them');
    }
    const product = this.changeable(request);
    const running = this.recordOfToken(input.TerminateToken, caller, 'TERMINATE_PROVISIONED_PRODUCT');
    if (running) {
      return { RecordDetail: recordDetail(this.to, running) };
    }
    requireRest(product);
    this.factory().refuseCaller(caller, 'terminate');
    return this.hand('terminate', product, caller, String(input.TerminateToken), product.parameters);
  }

  /** Somebody removes a product in the console. What is under change stays, as the console refuses. */
  public removeByHand(product: ProductState, caller: Caller): void {
    if (product.status === 'UNDER_CHANGE') {
      return;
    }
    this.hand('terminate', product, caller, `by-hand-${this.to.state.records.length}`, product.parameters, { byHand: true });
  }

  /** Writes the record of an accepted request and passes it on to Control Tower. */
  private hand(
    kind: OperationKind, product: ProductState, caller: Caller, token: string, parameters: Record<string, string>, more: Pick<AcceptedRequest, 'byHand'> = {},
  ): { RecordDetail: RecordDetail } {
    const { clock, reads, state, time, world } = this.to;
    const record: RecordState = {
      id: drawId(clock, 'rec-', 13, product.name, state.records.length),
      productId: product.id,
      productName: product.name,
      status: 'CREATED',
      type: RECORD_TYPES[kind],
      createdAt: time.now,
      updatedAt: time.now,
      artifactId: product.artifactId,
      pathId: product.pathId,
      errors: [],
      tags: kind === 'provision' || world.factory.recordTags === 'all' ? { ...product.tags } : {},
      outputs: {},
      token,
      maker: makerOf(caller),
    };
    reads.note('records', record.id, null);
    state.records.push(record);
    product.lastRecordId = record.id;
    this.factory().accept({ kind, product, record, caller, parameters, ...more });
    return { RecordDetail: recordDetail(this.to, record) };
  }

  private factory(): Provisioner {
    if (!this.provisioner) {
      throw new Error('nobody works on provisioned products: Control Tower is not among the services of this rehearsal');
    }
    return this.provisioner;
  }

  /** Path and version of a launch. A caller with two paths has to say which one it means. */
  private launch(request: ApiRequest): { readonly pathId: string; readonly artifactId: string } {
    const { caller, input } = this.here(request);
    const productId = input.ProductId ?? (input.ProductName === FACTORY_PRODUCT_NAME ? this.to.state.productId : undefined);
    const paths = this.catalog.requirePaths(caller, String(productId ?? input.ProductName));
    const artifactId = this.catalog.requireArtifact(input).id;
    if (input.PathId === undefined && input.PathName === undefined) {
      if (paths.length > 1) {
        throw new ApiError('InvalidParametersException', 'More than one launch path ids exist. Please specify the launch path id');
      }
      return { pathId: paths[0].id, artifactId };
    }
    const path = paths.find(({ id, name }) => (input.PathId === undefined ? name === input.PathName : id === input.PathId));
    if (!path) {
      throw new ApiError('ResourceNotFoundException', `Launch path ${input.PathId ?? input.PathName} not found.`);
    }
    return { pathId: path.id, artifactId };
  }

  private changeable(request: ApiRequest): ProductState {
    const { input } = this.here(request);
    return this.products.require(input.ProvisionedProductId, input.ProvisionedProductName);
  }

  /** The record of an earlier request with the same token; a termination's token is good only while it runs. */
  private recordOfToken(token: unknown, caller: Caller, type: RecordType): RecordState | undefined {
    const record = this.to.state.records.find(candidate =>
      candidate.token === token && candidate.type === type && candidate.maker.accountId === caller.accountId);
    return type === 'TERMINATE_PROVISIONED_PRODUCT' && (record?.status === 'SUCCEEDED' || record?.status === 'FAILED') ? undefined : record;
  }

  /** Products are regional, and a member account has none of them. */
  private here(request: ApiRequest): ApiRequest {
    if (!this.catalog.isHere(request)) {
      const { Id, Name, ProductId, ProductName, ProvisionedProductId, ProvisionedProductName } = request.input;
      throw new ApiError('ResourceNotFoundException', `${ProvisionedProductId ?? ProvisionedProductName ?? ProductId ?? ProductName ?? Id ?? Name} not found.`);
    }
    return request;
  }
}

function makerOf({ sessionArn, roleArn, accountId }: Caller): ProductState['maker'] {
  return { sessionArn, roleArn, accountId };
}

function parametersOf(input: Input, previous: Readonly<Record<string, string>>): Record<string, string> {
  const given: { Key: string; Value?: string; UsePreviousValue?: boolean }[] = input.ProvisioningParameters ?? [];
  const values = given.map(({ Key, Value, UsePreviousValue }) => [Key, UsePreviousValue ? previous[Key] : Value] as const);
  return Object.fromEntries(values.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

/** Account Factory doesn't come to an end with these, so that a rehearsal can't say what would happen. */
function refuseMembers(input: Input, members: readonly string[]): void {
  const member = members.find(candidate => input[candidate] !== undefined);
  if (member !== undefined) {
    throw new UnknownToRehearsal(`Account Factory was called with ${member}, with which it never comes to an end in AWS; call it without`);
  }
}

function requireRest(product: ProductState): void {
  if (product.status === 'UNDER_CHANGE' || product.status === 'PLAN_IN_PROGRESS') {
    throw new ApiError('InvalidParametersException', `The provisioned product ${product.name} is in status ${product.status} and can't be changed now.`);
  }
}
