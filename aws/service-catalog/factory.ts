/** Account Factory, through AWS Service Catalog. */

import {
  DescribeProvisionedProductCommand,
  DescribeRecordCommand,
  ListLaunchPathsCommand,
  ListProvisioningArtifactsCommand,
  ProvisionProductCommand,
  TerminateProvisionedProductCommand,
  UpdateProvisionedProductCommand,
} from '@aws-sdk/client-service-catalog';
import type { ProvisionedProductAttribute, ProvisionedProductDetail, RecordDetail, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { ownerInHistory } from './record-history';
import { searchProducts, tagsOf } from './search-products';
import { ownerOf } from '../../core/accounts/ownership';
import { RefusalError, TransientError } from '../../core/failures/errors';
import type { FailedProduct, Gate, ProvisionedProduct, ProvisioningRecord } from '../../core/vending/control-tower/model';
import type { Accepted, AccountParameters, FactoryPort, Launch, ProvisionRequest, UpdateRequest } from '../../core/vending/control-tower/ports';
import { FACTORY_PORTFOLIO_NAME, FACTORY_PRODUCT_TYPE } from '../../src/contract';
import { calling, callingOrNull } from '../shared/errors';

const NOT_FOUND = ['ResourceNotFoundException'];

/** Records kept at a time: a pool's worth. */
const RECORDS_MAX = 500;
/** How long a product that was AVAILABLE is taken to be so still. */
const AVAILABLE_MS = 4 * 60_000;

/** Account Factory as provisioned products and records. */
export class ServiceCatalogFactory implements FactoryPort {
  /** Records of success never change, and each poll of a registration asks for one. */
  private readonly successes = new Map<string, ProvisioningRecord>();

  /** Products that were AVAILABLE a moment ago: the registration of their accounts asks at each poll, and the factory has no more part in it. */
  private readonly available = new Map<string, { readonly readAt: number; readonly product: ProvisionedProduct }>();

  constructor(private readonly client: ServiceCatalogClient, private readonly now: () => Date) {}

  public async product(name: string): Promise<ProvisionedProduct | null> {
    const known = this.available.get(name);
    if (known !== undefined && this.now().getTime() - known.readAt < AVAILABLE_MS) {
      return known.product;
    }
    const product = await this.readProduct(name);
    if (product?.status === 'AVAILABLE') {
      this.available.set(name, { readAt: this.now().getTime(), product });
    }
    return product;
  }

  private async readProduct(name: string): Promise<ProvisionedProduct | null> {
    const answer = await callingOrNull('servicecatalog:DescribeProvisionedProduct', NOT_FOUND, async () =>
      this.client.send(new DescribeProvisionedProductCommand({ Name: name })));
    const detail = answer?.ProvisionedProductDetail;
    return detail === undefined ? null : productOf(detail, name);
  }

  public async owner(provisionedProductId: string): Promise<string | null> {
    const owner = await ownerInHistory(this.client, provisionedProductId);
    if (owner !== null) {
      return owner;
    }
    // Records go after some time, and the product keeps its tags.
    const [product] = await this.search(`id:${provisionedProductId}`);
    return ownerOf(tagsOf(product?.Tags)) ?? null;
  }

  public async enrolment(accountId: string): Promise<ProvisionedProduct | null> {
    const found = (await this.search(`physicalId:${accountId}`)).filter(({ Type }) => Type === FACTORY_PRODUCT_TYPE);
    const product = found.find(({ Status }) => Status === 'AVAILABLE') ?? found[0];
    return product === undefined ? null : productOf(product, '');
  }

  public async record(recordId: string): Promise<ProvisioningRecord | null> {
    const known = this.successes.get(recordId);
    if (known !== undefined) {
      return known;
    }
    const record = await this.readRecord(recordId);
    // Its outputs may come a moment after its status.
    if (record?.status === 'SUCCEEDED' && record.outputs.AccountId !== undefined && this.successes.size < RECORDS_MAX) {
      this.successes.set(recordId, record);
    }
    return record;
  }

  private async readRecord(recordId: string): Promise<ProvisioningRecord | null> {
    const answer = await callingOrNull('servicecatalog:DescribeRecord', NOT_FOUND, async () =>
      this.client.send(new DescribeRecordCommand({ Id: recordId })));
    const detail = answer?.RecordDetail;
    if (detail === undefined) {
      return null;
    }
    const outputs = (answer?.RecordOutputs ?? []).map(output => [output.OutputKey ?? '', output.OutputValue ?? '']);
    return { ...recordOf(detail, recordId), outputs: Object.fromEntries(outputs) as Record<string, string> };
  }

  public async gate(): Promise<Gate> {
    const products = await this.search('status:UNDER_CHANGE');
    // The search by type is not reliable, so the type is compared here.
    return { holders: products.filter(product => product.Type === FACTORY_PRODUCT_TYPE).map(product => product.Name ?? product.Id ?? '') };
  }

  public async failedProducts(): Promise<FailedProduct[]> {
    const products = await this.search('status:ERROR');
    return products.filter(product => product.Type === FACTORY_PRODUCT_TYPE).map(({ Tags, StatusMessage, CreatedTime }) => ({
      owner: ownerOf((Tags ?? []).map(tag => ({ key: tag.Key ?? '', value: tag.Value ?? '' }))),
      text: StatusMessage ?? '',
      createdAt: (CreatedTime ?? new Date(0)).toISOString(),
    }));
  }

  private async search(query: string): Promise<ProvisionedProductAttribute[]> {
    return searchProducts(this.client, query);
  }

  public async launch(productId: string): Promise<Launch> {
    const paths = await calling('servicecatalog:ListLaunchPaths', async () => this.client.send(new ListLaunchPathsCommand({ ProductId: productId })));
    const all = paths.LaunchPathSummaries ?? [];
    const path = all.find(candidate => candidate.Name === FACTORY_PORTFOLIO_NAME) ?? all[0];
    if (path?.Id === undefined) {
      throw new RefusalError('servicecatalog:ListLaunchPaths', `No launch paths found for resource: ${productId}`);
    }
    const artifacts = await calling('servicecatalog:ListProvisioningArtifacts', async () =>
      this.client.send(new ListProvisioningArtifactsCommand({ ProductId: productId })));
    // Control Tower makes a new version and retires the old one in two steps: for a while there are two, and the newer knows today's units.
    const active = (artifacts.ProvisioningArtifactDetails ?? []).filter(artifact => artifact.Active === true)
      .sort((one, other) => (other.CreatedTime?.getTime() ?? 0) - (one.CreatedTime?.getTime() ?? 0));
    const artifact = active.find(candidate => candidate.Guidance === 'DEFAULT') ?? active[0];
    if (artifact?.Id === undefined) {
      // Control Tower replaces the version whenever its organizational units change.
      throw new TransientError('servicecatalog:ListProvisioningArtifacts', `product ${productId} has no active version`);
    }
    return { pathId: path.Id, artifactId: artifact.Id };
  }

  public async provision(request: ProvisionRequest): Promise<Accepted> {
    const answer = await calling('servicecatalog:ProvisionProduct', async () => this.client.send(new ProvisionProductCommand({
      ProductId: request.productId,
      ProvisioningArtifactId: request.launch.artifactId,
      PathId: request.launch.pathId,
      ProvisionedProductName: request.productName,
      ProvisionToken: request.token,
      ProvisioningParameters: parametersOf(request.parameters),
      Tags: request.tags.map(tag => ({ Key: tag.key, Value: tag.value })),
    })));
    const createdAt = answer.RecordDetail?.CreatedTime?.toISOString();
    return { recordId: answer.RecordDetail?.RecordId ?? '', ...(createdAt === undefined ? {} : { createdAt }) };
  }

  public async update(request: UpdateRequest): Promise<void> {
    this.available.clear();
    await calling('servicecatalog:UpdateProvisionedProduct', async () => this.client.send(new UpdateProvisionedProductCommand({
      ProvisionedProductId: request.provisionedProductId,
      ProductId: request.productId,
      ProvisioningArtifactId: request.launch.artifactId,
      PathId: request.launch.pathId,
      UpdateToken: request.token,
      ProvisioningParameters: parametersOf(request.parameters),
    })));
  }

  public async terminate(provisionedProductId: string, token: string): Promise<void> {
    this.available.clear();
    await calling('servicecatalog:TerminateProvisionedProduct', async () => this.client.send(new TerminateProvisionedProductCommand({
      ProvisionedProductId: provisionedProductId,
      TerminateToken: token,
    })));
  }
}

function productOf(detail: ProvisionedProductDetail & ProvisionedProductAttribute, name: string): ProvisionedProduct {
  return {
    id: detail.Id ?? '',
    name: detail.Name ?? name,
    type: detail.Type,
    status: detail.Status ?? 'no status',
    statusMessage: detail.StatusMessage,
    createdAt: detail.CreatedTime?.toISOString(),
    lastRecordId: detail.LastRecordId,
    lastProvisioningRecordId: detail.LastProvisioningRecordId,
    lastSuccessfulProvisioningRecordId: detail.LastSuccessfulProvisioningRecordId,
  };
}

function recordOf(detail: RecordDetail, recordId: string): Omit<ProvisioningRecord, 'outputs'> {
  const createdAt = (detail.CreatedTime ?? new Date(0)).toISOString();
  return {
    id: detail.RecordId ?? recordId,
    status: detail.Status ?? 'no status',
    type: detail.RecordType ?? 'no type',
    createdAt,
    updatedAt: detail.UpdatedTime?.toISOString() ?? createdAt,
    errors: (detail.RecordErrors ?? []).map(error => error.Description ?? error.Code ?? '').filter(text => text !== ''),
    tags: tagsOf(detail.RecordTags),
  };
}

function parametersOf(parameters: AccountParameters): { Key: string; Value: string }[] {
  return [
    { Key: 'AccountName', Value: parameters.accountName },
    { Key: 'AccountEmail', Value: parameters.accountEmail },
    { Key: 'ManagedOrganizationalUnit', Value: parameters.managedOrganizationalUnit },
    { Key: 'SSOUserEmail', Value: parameters.ssoUserEmail },
    { Key: 'SSOUserFirstName', Value: parameters.ssoUserFirstName },
    { Key: 'SSOUserLastName', Value: parameters.ssoUserLastName },
  ];
}
