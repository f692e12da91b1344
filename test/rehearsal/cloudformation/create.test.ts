import { Bench, leg, stackOf, TARGET, templateOf } from './support/bench';

const RETAIN = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

test('creates resources as soon as what they depend on is complete, and independent ones at the same time', () => {
  const bench = new Bench();
  const result = bench.deploy(templateOf({ A: leg('a'), B: leg('b'), C: leg('c', { DependsOn: ['A', 'B'] }) }));
  expect(result).toMatchObject({ name: 'Pool', status: 'CREATE_COMPLETE', failures: [] });
  const [a, b, c] = ['A', 'B', 'C'].map(id => bench.sent.find(({ event }) => event.LogicalResourceId === id)!.at);
  expect(a).toBe(b);
  expect(c).toBe(a + 60);
  expect(bench.statuses('C')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
  expect(bench.statuses('Pool')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
});

test('sends the event that AWS sends, with every scalar as a string', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a', { properties: { Count: 3, Flag: true, Tags: [{ Key: 'k', Value: 1 }], ServiceTimeout: 100 } }) }));
  const { event } = bench.sent[0];
  expect(event).toEqual({
    RequestType: 'Create',
    ServiceToken: expect.stringMatching(/^arn:aws:lambda:eu-west-1:111122223333:function:Pool-OnEvent-[A-Z0-9]{12}$/),
    ResponseURL: expect.stringMatching(/^https:\/\/cloudformation-custom-resource-response-euwest1\.s3\.eu-west-1\.amazonaws\.com\/arn%3Aaws/),
    StackId: expect.stringMatching(/^arn:aws:cloudformation:eu-west-1:111122223333:stack\/Pool\/[0-9a-f-]{36}$/),
    RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    LogicalResourceId: 'A',
    ResourceType: 'Custom::PoolAccount',
    ResourceProperties: {
      ServiceToken: event.ServiceToken,
      ServiceTimeout: '100',
      Leg: 'Resource',
      AccountName: 'a',
      AccountEmail: 'a@example.com',
      Count: '3',
      Flag: 'true',
      Tags: [{ Key: 'k', Value: '1' }],
    },
  });
});

test('tells the accounts of the last legs, with the id that the function returned', () => {
  const bench = new Bench();
  bench.behaviour = () => ({ data: { AccountId: '222233334444' } });
  const result = bench.deploy(templateOf({ Start: leg('a', { properties: { Leg: 'Start' } }), End: leg('a', { DependsOn: 'Start' }) }));
  expect(result.accounts).toEqual([{ name: 'a', email: 'a@example.com', logicalId: 'End', accountId: '222233334444', changed: true }]);
});

test('gives roles and functions names like CloudFormation, cut to 64 characters, and makes them known', () => {
  const bench = new Bench();
  bench.deploy(templateOf({ A: leg('a') }), { name: 'AStackWithAnExtraordinarilyLongNameThatLeavesHardlyAnyRoomAtAll' });
  const [fn] = [...bench.host.functions.values()];
  expect(fn.name).toHaveLength(64);
  expect(fn.name).toMatch(/-OnEvent-[A-Z0-9]{12}$/);
  expect(fn.roleArn).toMatch(/^arn:aws:iam::111122223333:role\/.*-Role-[A-Z0-9]{12}$/);
});

test('runs inline code from a directory of its own and assets from the assembly', () => {
  const bench = new Bench();
  const template = templateOf({
    Other: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: 'assets', S3Key: 'abc.zip' },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Timeout: 840,
        Environment: { Variables: { NUMBER: 5 } },
      },
    },
    A: leg('a', { DependsOn: 'Other' }),
  });
  bench.deploy(template, { assets: new Map([['abc.zip', __dirname]]) });
  const other = [...bench.host.functions.values()].find(fn => fn.name.includes('Other'))!;
  expect(other).toMatchObject({ codeDirectory: __dirname, timeoutSeconds: 840, environment: { NUMBER: '5' } });
  const inline = [...bench.host.functions.values()].find(fn => fn.name.includes('OnEvent'))!;
  expect(jest.requireActual<Record<string, unknown>>(`${inline.codeDirectory}/index.js`)).toHaveProperty('onEvent');
});

test('associates principals with portfolios', () => {
  const bench = new Bench();
  bench.deploy(templateOf({
    A: leg('a'),
    Association: {
      Type: 'AWS::ServiceCatalog::PortfolioPrincipalAssociation',
      Properties: { PortfolioId: 'port-1', PrincipalARN: { 'Fn::GetAtt': ['Role', 'Arn'] }, PrincipalType: 'IAM' },
    },
  }));
  expect(bench.associations).toEqual([expect.stringMatching(/^\+port-1 arn:aws:iam::111122223333:role\/Pool-Role-/)]);
});

test('gives the same ids and times for the same stack, every time', () => {
  const template = templateOf({ A: leg('a'), B: leg('b', { DependsOn: 'A' }) });
  const runs = [0, 1].map(() => {
    const bench = new Bench();
    bench.deploy(template);
    return { sent: bench.sent, events: bench.events };
  });
  expect(runs[0]).toEqual(runs[1]);
});

describe('resources that nothing of ours stands on', () => {
  const bucket = { Type: 'AWS::S3::Bucket', Properties: { Anything: { 'Fn::Unheard': 1 } } };

  test('are assumed and listed by type', () => {
    const bench = new Bench();
    bench.deploy(templateOf({ A: leg('a'), B1: bucket, B2: bucket, Other: { Type: 'Custom::Other', Properties: { ServiceToken: 'arn:aws:lambda:x' } } }));
    expect(bench.cloudFormation.assumed()).toEqual([
      'AWS::S3::Bucket (B1, B2 in Pool): taken to deploy without a fault',
      'Custom::Other (Other in Pool): taken to deploy without a fault',
    ]);
  });

  test('are not listed where they do nothing in AWS either: the metadata that the CDK adds to each stack', () => {
    const bench = new Bench();
    const metadata = { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'v2:deflate64:H4sIAAAAAAAA' } };
    const { status } = bench.deploy(templateOf({ A: leg('a'), CDKMetadata: metadata }));
    expect({ status, assumed: bench.cloudFormation.assumed() }).toEqual({ status: 'CREATE_COMPLETE', assumed: [] });
  });

  test('may read what the rehearsal does not know: then they are assumed too', () => {
    const bench = new Bench();
    const result = bench.deploy(templateOf({
      A: leg('a'),
      Bucket: bucket,
      OtherRole: { Type: 'AWS::IAM::Role', Properties: { RoleName: { 'Fn::GetAtt': ['Bucket', 'Arn'] } } },
    }));
    expect(result.status).toBe('CREATE_COMPLETE');
    expect(bench.cloudFormation.assumed()).toContainEqual(expect.stringMatching(/^AWS::IAM::Role \(OtherRole in Pool\): .*attribute 'Arn' of the resource Bucket of type AWS::S3::Bucket/));
  });

  test('end the rehearsal when ours read them', () => {
    const bench = new Bench();
    const policy = (statement: object) => ({
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyDocument: { Statement: [statement] }, Roles: [{ Ref: 'Role' }] },
    });
    const arn = { 'Fn::GetAtt': ['Bucket', 'Arn'] };
    expect(() => bench.deploy(templateOf({ Bucket: bucket, Policy: policy({ Condition: { ArnEquals: { 'aws:PrincipalArn': arn } } }), A: leg('a') })))
      .toThrow("Pool/Policy.Properties.PolicyDocument.Statement[0].Condition.ArnEquals.aws:PrincipalArn reads the attribute 'Arn' of the resource Bucket of type AWS::S3::Bucket");
  });

  test('are no resources that calls of ours are about, where a policy of ours names them', () => {
    const bench = new Bench();
    const statement = { Effect: 'Allow', Action: 's3:*', Resource: [{ 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] }, 'arn:aws:s3:::known'] };
    const result = bench.deploy(templateOf({
      Bucket: bucket,
      Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement: [statement] }, Roles: [{ Ref: 'Role' }] } },
      A: leg('a'),
    }));
    expect(result.status).toBe('CREATE_COMPLETE');
    const role = bench.cloudFormation.stacks()[0].resources.find(({ logicalId }) => logicalId === 'Role')!.physicalId!;
    expect(bench.iam.permits(`arn:aws:iam::111122223333:role/${role}`, 's3:GetObject', 'arn:aws:s3:::known')).toBe(true);
    expect(bench.iam.permits(`arn:aws:iam::111122223333:role/${role}`, 's3:GetObject', 'arn:aws:s3:::bucket/x')).toBe(false);
  });

  test('of a known type have the attributes that are known, and no others', () => {
    const bench = new Bench();
    expect(() => bench.deploy(templateOf({ A: leg('a', { properties: { X: { 'Fn::GetAtt': ['Role', 'Colour'] } } }) })))
      .toThrow("reads the attribute 'Colour' of the resource Role of type AWS::IAM::Role, which the rehearsal does not know; of this type it knows Arn, RoleId.");
  });
});

describe('what CloudFormation refuses before it begins', () => {
  const refused = (template: Parameters<typeof stackOf>[0], bytes?: number) => {
    const bench = new Bench();
    const result = bench.deploy(template, { bytes });
    expect(result.status).toBe('REFUSED');
    expect(bench.describe()).toEqual([]);
    return result.reason;
  };

  test('is more than 500 resources', () => {
    const many = Object.fromEntries(Array.from({ length: 499 }, (_, index) => [`R${index}`, leg(`r${index}`)]));
    expect(refused(templateOf(many))).toBe('Template format error: Number of resources, 501, is greater than maximum allowed, 500');
  });

  test('is a template of more than 1 MB', () => {
    expect(refused(templateOf({ A: leg('a') }), 1_000_001)).toBe('Template may not exceed 1000000 bytes in size.');
  });

  test('is a circle', () => {
    expect(refused(templateOf({ A: leg('a', { DependsOn: 'B' }), B: leg('b', { DependsOn: 'A' }) }))).toBe('Circular dependency between resources: [A, B]');
  });

  test('is a name that does not exist', () => {
    expect(refused(templateOf({ A: leg('a', { DependsOn: 'Nobody' }) }))).toBe('Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template');
  });

  test('is a parameter without a value', () => {
    expect(refused(templateOf({ A: leg('a') }, { Parameters: { Wanted: { Type: 'String' } } }))).toBe('Parameters: [Wanted] must have values (with --parameters Pool:Wanted=VALUE, or in the world file)');
  });
});

describe('several stacks', () => {
  test('read each other by exports, of the same account and region', () => {
    const bench = new Bench();
    bench.deploy(templateOf({ A: leg('a') }, { Outputs: { Token: { Value: { 'Fn::GetAtt': ['OnEvent', 'Arn'] }, Export: { Name: 'Factory:Token' } } } }), { name: 'Factory' });
    const template = { Resources: { B: leg('b', { ...RETAIN, properties: { ServiceToken: { 'Fn::ImportValue': 'Factory:Token' } } }) } };
    expect(bench.deploy(template, { name: 'Accounts' }).status).toBe('CREATE_COMPLETE');
    expect(bench.sent[1].event.ServiceToken).toBe(bench.sent[0].event.ServiceToken);

    const elsewhere: { status?: string } = {};
    bench.cloudFormation.deploy(stackOf(template, { name: 'Elsewhere' }), { ...TARGET, account: '999988887777' }, { rollback: true }, result => { elsewhere.status = result.status; });
    bench.clock.run(() => elsewhere.status !== undefined);
    expect(elsewhere.status).toBe('ROLLBACK_COMPLETE');
    expect(bench.events.find(event => event.stack === 'Elsewhere' && event.logicalId === 'B' && event.status === 'CREATE_FAILED')!.reason).toBe('No export named Factory:Token found.');
  });

  test('may export what is not known, as long as nobody reads it', () => {
    const bench = new Bench();
    const outputs = { Outputs: { X: { Value: { 'Fn::GetAtt': ['Bucket', 'Arn'] }, Export: { Name: 'x' } } } };
    expect(bench.deploy(templateOf({ A: leg('a'), Bucket: { Type: 'AWS::S3::Bucket' } }, outputs)).status).toBe('CREATE_COMPLETE');
    expect(() => bench.deploy(templateOf({ B: leg('b', { properties: { X: { 'Fn::ImportValue': 'x' } } }) }), { name: 'Reader' }))
      .toThrow("Reader/B.Properties.X imports 'x' from the stack 'Pool', and that value is not known");
  });

  test('are deployed side by side', () => {
    const bench = new Bench();
    const results = ['One', 'Two'].map(name => bench.begin(templateOf({ A: leg(name) }), { name }));
    bench.clock.run();
    expect(results.map(({ value }) => value?.status)).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE']);
    expect(bench.sent[0].at).toBe(bench.sent[1].at);
  });
});

describe('DescribeStacks', () => {
  test('finds stacks by name and by ARN and tells the status of the moment', () => {
    const bench = new Bench();
    const result = bench.begin(templateOf({ A: leg('a') }));
    bench.clock.advance(30);
    const [during] = bench.describe('Pool');
    expect(during).toMatchObject({ StackName: 'Pool', StackStatus: 'CREATE_IN_PROGRESS', CreationTime: expect.stringMatching(/^2026-01-05T08:00:0\d/) });
    expect(during.LastUpdatedTime).toBeUndefined();
    expect(during.RootId).toBeUndefined();
    bench.clock.run(() => result.value !== undefined);
    expect(bench.describe(during.StackId)[0].StackStatus).toBe('CREATE_COMPLETE');
  });

  test('fails for a stack that does not exist', () => {
    expect(() => new Bench().describe('Nothing')).toThrow(expect.objectContaining({ code: 'ValidationError', message: 'Stack with id Nothing does not exist' }));
  });

  test('is the only call that is known', () => {
    const bench = new Bench();
    const request = { service: 'cloudformation', action: 'DeleteStack', region: 'eu-west-1', caller: bench.caller(), input: {} };
    expect(() => bench.services.handle(request)).toThrow('test called cloudformation:DeleteStack, which the rehearsal does not know');
  });
});
