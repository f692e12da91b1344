import { BillingViews } from '../../../aws/billing/billing-views';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import { ACCOUNT_ID } from '../../core/fixtures';
import type { HubReply, Received } from '../innovation-sandbox/hub';
import { Hub, isSigned, refused } from '../innovation-sandbox/hub';

const ARN = 'arn:aws:billing::444455556666:billingview/custom-1';
const OWN = { accessKeyId: 'AKIDOWN', secretAccessKey: 'own-secret' };
const TAGS = { key: 'pool', values: ['sandbox'] };
const TIME_RANGE = { beginDateInclusive: 1767225600 };

const stands = async () => true;

/** A view, and somebody who writes it without a look at what is in it. */
class View {
  public filter: Record<string, any> = { dimensions: { key: 'LINKED_ACCOUNT', values: ['999999999999'] }, tags: TAGS, timeRange: TIME_RANGE };
  public readonly slept: number[] = [];
  /** How often the other writer comes right after us, with a list of before. */
  public intrusions = 0;

  public readonly answer = ({ operation, body }: Received): HubReply | undefined => {
    const input = JSON.parse(body);
    if (operation === 'GetBillingView') {
      return { body: { billingView: { arn: ARN, name: 'pool', dataFilterExpression: this.filter } } };
    }
    const before = this.filter;
    this.filter = input.dataFilterExpression;
    if (this.intrusions > 0) {
      this.intrusions--;
      this.filter = { ...before, dimensions: { ...before.dimensions, values: [...before.dimensions.values, `88888888888${this.intrusions}`] } };
    }
    return { body: { arn: ARN, updatedAt: 1767600000 } };
  };

  public port(hub: Hub): BillingViews {
    return new BillingViews({ credentials: async () => OWN, now: () => hub.now, sleep: async seconds => void this.slept.push(seconds) });
  }
}

test('is spoken to in JSON 1.0, in the one region that it answers in, with a signature that holds', async () => {
  const view = new View();
  await Hub.use(view.answer, async hub => {
    await expect(view.port(hub).isMember(ARN, ACCOUNT_ID)).resolves.toBe(false);
    const [{ headers, body, host, region }] = hub.received;
    expect(headers).toMatchObject({ 'x-amz-target': 'AWSBilling.GetBillingView', 'content-type': 'application/x-amz-json-1.0', 'user-agent': 'account-robot' });
    expect([host, region]).toEqual(['billing.us-east-1.api.aws', 'us-east-1']);
    expect(isSigned('POST', '/', headers, body, OWN.secretAccessKey, 'billing')).toBe(true);
    expect(JSON.parse(body)).toEqual({ arn: ARN });
  });
});

test('an account is added, and everything else is kept', async () => {
  const view = new View();
  await Hub.use(view.answer, async hub => {
    await view.port(hub).join(ARN, ACCOUNT_ID, stands);
    expect(hub.operations).toEqual(['GetBillingView', 'UpdateBillingView', 'GetBillingView']);
    await expect(view.port(hub).isMember(ARN, ACCOUNT_ID)).resolves.toBe(true);
  });
  expect(view.filter).toEqual({ dimensions: { key: 'LINKED_ACCOUNT', values: ['999999999999', ACCOUNT_ID] }, tags: TAGS, timeRange: TIME_RANGE });
});

test('an account that is there already is written nowhere', async () => {
  const view = new View();
  view.filter.dimensions.values.push(ACCOUNT_ID);
  await Hub.use(view.answer, async hub => {
    await view.port(hub).join(ARN, ACCOUNT_ID, stands);
    expect(hub.operations).toEqual(['GetBillingView']);
  });
});

test('a view that doesn\'t filter by account holds all of them, and stays as wide as it is', async () => {
  const view = new View();
  view.filter = { tags: TAGS };
  await Hub.use(view.answer, async hub => {
    await view.port(hub).join(ARN, ACCOUNT_ID, stands);
    expect(hub.operations).toEqual(['GetBillingView']);
  });
});

test('another writer is outlasted, and what it wrote is kept', async () => {
  const view = new View();
  view.intrusions = 3;
  await Hub.use(view.answer, async hub => void await view.port(hub).join(ARN, ACCOUNT_ID, stands));
  expect(view.filter.dimensions.values).toEqual(['999999999999', '888888888882', '888888888881', '888888888880', ACCOUNT_ID]);
  expect(view.slept).toHaveLength(3);
  expect(view.slept).toEqual([...view.slept].sort((a, b) => a - b));
});

test('another writer that never ends is a failure that may pass', async () => {
  const view = new View();
  view.intrusions = 100;
  await Hub.use(view.answer, async hub => expect(view.port(hub).join(ARN, ACCOUNT_ID, stands)).rejects.toThrow(TransientError));
  expect(view.slept.reduce((sum, seconds) => sum + seconds)).toBeLessThan(60);
});

test('a conflict while writing is tried again', async () => {
  const view = new View();
  let conflicts = 2;
  const answer = (request: Received) => request.operation === 'UpdateBillingView' && conflicts-- > 0 ? refused('ConflictException', 'The view is being updated') : view.answer(request);
  await Hub.use(answer, async hub => void await view.port(hub).join(ARN, ACCOUNT_ID, stands));
  expect(view.filter.dimensions.values).toContain(ACCOUNT_ID);
});

test.each<[HubReply, any, RegExp]>([
  [refused('AccessDeniedException', 'not yours', 403), RefusalError, /AccessDeniedException: not yours/],
  [refused('com.amazonaws.billing#ResourceNotFoundException', 'no view'), RefusalError, /ResourceNotFoundException: no view/],
  [refused('ServiceQuotaExceededException', 'full'), RefusalError, /full/],
  [refused('ThrottlingException', 'slow'), TransientError, /slow/],
  [refused('InternalServerException', 'oh', 500), TransientError, /oh/],
  [refused('BillingViewHealthStatusException', 'the view is being updated'), TransientError, /being updated/],
  [{ status: 200, body: 'hello' }, TransientError, /status 200/],
  ['cut', TransientError, /billing:GetBillingView/],
])('%j', (reply, kind, words) => Hub.use(() => reply, async hub => {
  const port = new View().port(hub);
  await expect(port.isMember(ARN, ACCOUNT_ID)).rejects.toThrow(kind);
  await expect(port.isMember(ARN, ACCOUNT_ID)).rejects.toThrow(words);
}));

test('the fence is asked before each write, and nothing is written once it is closed', async () => {
  const view = new View();
  view.intrusions = 3;
  let asked = 0;
  await Hub.use(view.answer, async hub => {
    await expect(view.port(hub).join(ARN, ACCOUNT_ID, async () => ++asked <= 2)).resolves.toBe('fenced');
    expect(hub.operations.filter(operation => operation === 'UpdateBillingView')).toHaveLength(2);
  });
  expect(asked).toBe(3);
});

test('a view with 200 accounts takes no more, and nothing is written', async () => {
  const view = new View();
  view.filter.dimensions.values = Array.from({ length: 200 }, (_, index) => String(900_000_000_000 + index));
  await Hub.use(view.answer, async hub => {
    await expect(view.port(hub).join(ARN, ACCOUNT_ID, stands)).resolves.toBe('full');
    expect(hub.operations).toEqual(['GetBillingView']);
  });
});
