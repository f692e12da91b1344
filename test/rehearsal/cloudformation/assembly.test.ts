import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import {
  App,
  CfnResource,
  CfnStack,
  CliCredentialsStackSynthesizer,
  CustomResource,
  DefaultStackSynthesizer,
  Duration,
  LegacyStackSynthesizer,
  NestedStack,
  Stack,
  Stage,
  Tags,
} from 'aws-cdk-lib';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Provider } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import { Bench, withAccounts } from './support/bench';
import { readAssembly } from '../../../rehearsal/accounts/pool-assembly';
import type { AssemblyStack } from '../../../rehearsal/cloudformation/assembly';
import { UnusableInput } from '../../../rehearsal/kernel/types';

const folders: string[] = [];

function folder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'assembly-test-'));
  folders.push(made);
  return made;
}

afterAll(() => folders.forEach(made => fs.rmSync(made, { recursive: true })));

/** A provider as the CDK makes it, and one account on it. */
function declarePool(scope: Construct): CustomResource {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')],
  });
  const handler = (id: string) => new LambdaFunction(scope, id, {
    code: Code.fromInline('exports.handler = async () => ({});'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
    role,
  });
  const provider = new Provider(scope, 'Provider', {
    onEventHandler: handler('Kick'),
    isCompleteHandler: handler('IsComplete'),
    queryInterval: Duration.seconds(30),
    totalTimeout: Duration.minutes(52),
  });
  return new CustomResource(scope, 'Account', {
    serviceToken: provider.serviceToken,
    resourceType: 'Custom::PoolAccount',
    properties: { Leg: 'Resource', AccountName: 'pool-001', AccountEmail: 'pool-001@example.com' },
  });
}

function synthesized(declare: (app: App) => void): string {
  const outdir = path.join(folder(), 'cdk.out');
  const app = new App({ outdir });
  declare(app);
  app.synth();
  return outdir;
}

const env = { account: '111122223333', region: 'eu-west-1' };
const pool = () => synthesized(app => declarePool(new Stack(app, 'Pool', { env })));

describe('an assembly that an app wrote', () => {
  test('gives stacks with environment, template, tags and the directories of their assets', () => {
    const directory = synthesized(app => {
      const stack = new Stack(app, 'Pool', { env, stackName: 'the-pool' });
      declarePool(stack);
      Tags.of(stack).add('team', 'platform');
    });
    const { stacks } = readAssembly(directory);
    expect(stacks).toEqual([expect.objectContaining({
      artifactId: 'Pool',
      name: 'the-pool',
      displayName: expect.stringContaining('Pool'),
      account: '111122223333',
      region: 'eu-west-1',
      dependencies: [],
      tags: { team: 'platform' },
    })]);
    const keys = [...stacks[0].assets.keys()];
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f]{64}\.zip$/)]);
    expect(fs.existsSync(path.join(stacks[0].assets.get(keys[1])!, 'framework.js'))).toBe(true);
  });

  test('follows stages, and puts stacks after those they depend on', () => {
    const directory = synthesized(app => {
      const stage = new Stage(app, 'Prod');
      const reader = new Stack(stage, 'Reader');
      const factory = new Stack(stage, 'Factory');
      const account = declarePool(factory);
      new CfnResource(reader, 'Thing', { type: 'AWS::S3::Bucket', properties: { Name: account.getAttString('AccountId') } });
    });
    const { stacks } = readAssembly(directory);
    expect(stacks.map(({ name, account, region }) => [name, account, region])).toEqual([['Prod-Factory', undefined, undefined], ['Prod-Reader', undefined, undefined]]);
    expect(stacks[1].dependencies).toEqual([stacks[0].artifactId]);
    const [assets] = [...stacks[0].assets.values()];
    expect(fs.existsSync(path.join(assets, 'framework.js'))).toBe(true);
  });

  test('is deployed with the framework of the CDK: twelve resources and what the user adds', () => {
    const bench = new Bench();
    const [stack] = readAssembly(pool()).stacks as [AssemblyStack];
    bench.functions['framework.onEvent'] = event => {
      bench.clock.after(100, 'answer', () => bench.answer(event, { Status: 'SUCCESS', PhysicalResourceId: 'x', Data: { AccountId: '222233334444' } }));
      return { outcome: { payload: undefined }, seconds: 1 };
    };
    const result: { status?: string; accounts?: unknown } = {};
    bench.cloudFormation.deploy(stack, env, { rollback: true }, value => {
      Object.assign(result, { status: value.status, accounts: withAccounts(value).accounts });
    });
    bench.clock.run(() => result.status !== undefined);
    expect(result).toEqual({
      status: 'CREATE_COMPLETE',
      accounts: [{ name: 'pool-001', email: 'pool-001@example.com', logicalId: 'Account', accountId: '222233334444', changed: true }],
    });
    expect(bench.cloudFormation.assumed()).toEqual([]);
    expect([...bench.host.functions.values()].map(({ handler }) => handler).sort())
      .toEqual(['framework.isComplete', 'framework.onEvent', 'framework.onTimeout', 'index.handler', 'index.handler']);
  });
});

describe('stacks that are nested', () => {
  const nestedOf = (declare: (app: App) => void) => [...readAssembly(synthesized(declare)).stacks[0].nested!];
  const labels = (declare: (app: App) => void) => nestedOf(declare).map(([, { label }]) => label);

  test.each([
    ['the default synthesizer', () => new DefaultStackSynthesizer(), env],
    ['one with a prefix in the bucket', () => new DefaultStackSynthesizer({ bucketPrefix: 'team/', qualifier: 'team' }), env],
    ['the default synthesizer, anywhere', () => new DefaultStackSynthesizer(), undefined],
    ['the credentials of the command', () => new CliCredentialsStackSynthesizer(), env],
    ['the older synthesizer', () => new LegacyStackSynthesizer(), env],
  ])('are found with %s', (_, synthesizer, where) => {
    const [[logicalId, nested]] = nestedOf(app => declarePool(new NestedStack(new Stack(app, 'Outer', { env: where, synthesizer: synthesizer() }), 'Inner')));
    expect(logicalId).toMatch(/^InnerNestedStackInnerNestedStackResource[0-9A-F]{8}$/);
    expect(nested.label).toBe('Inner');
    expect(Object.values(nested.template.Resources!).map(({ Type }) => Type)).toContain('Custom::PoolAccount');
    expect(nested.templateBytes).toBeGreaterThan(1000);
  });

  test('stand within each other', () => {
    const [[, outer]] = nestedOf(app => declarePool(new NestedStack(new NestedStack(new Stack(app, 'Outer', { env }), 'Middle'), 'Inner')));
    expect([...outer.nested.values()].map(({ label }) => label)).toEqual(['Inner']);
  });

  test('are called as their constructs, and by their logical ids where that is not clear', () => {
    expect(labels(app => {
      const stack = new Stack(app, 'Outer', { env });
      declarePool(new NestedStack(stack, 'A'));
      new CfnResource(new NestedStack(stack, 'Team'), 'Topic', { type: 'AWS::SNS::Topic' });
    })).toEqual(['A', 'Team']);
    expect(labels(app => {
      const stack = new Stack(app, 'Outer', { env });
      declarePool(new NestedStack(stack, 'A'));
      const [url] = [new NestedStack(stack, 'B')].map(nested => {
        new CfnResource(nested, 'Topic', { type: 'AWS::SNS::Topic' });
        return (nested.nestedStackResource as CfnStack).templateUrl;
      });
      new CfnStack(stack, 'BNestedStackXNestedStackResource01234567', { templateUrl: url });
    })).toEqual(['A', expect.stringMatching(/^BNestedStackBNestedStackResource/), 'BNestedStackXNestedStackResource01234567']);
  });

  test('are unknown where their template is somewhere else', () => {
    expect(labels(app => {
      const stack = new Stack(app, 'Outer', { env });
      declarePool(stack);
      new CfnStack(stack, 'Baseline', { templateUrl: 'https://s3.amazonaws.com/company/baseline.json' });
    })).toEqual([]);
  });
});

describe('unusable input is said in a sentence', () => {
  const problem = (directory: string): string => {
    try {
      readAssembly(directory);
    } catch (error) {
      expect(error).toBeInstanceOf(UnusableInput);
      return (error as Error).message;
    }
    throw new Error('it was accepted');
  };

  /** A copy of a good assembly after `spoil`. */
  const spoilt = (spoil: (directory: string) => void): string => {
    const directory = pool();
    spoil(directory);
    return directory;
  };

  test('a path that does not exist', () => {
    expect(problem('nowhere/cdk.out')).toBe("the cloud assembly 'nowhere/cdk.out' does not exist; run 'cdk synth' first, or name the folder that it wrote (cdk.out by default).");
  });

  test('a file', () => {
    expect(problem(__filename)).toMatch(/is a file, and a cloud assembly is a folder/);
  });

  test('an empty folder', () => {
    expect(problem(folder())).toMatch(/^the folder '.*' is empty; run 'cdk synth'/);
  });

  test('a folder of other things', () => {
    expect(problem(path.join(__dirname, '../../../src'))).toMatch(/is not a cloud assembly: it has no manifest\.json, but /);
  });

  test('a manifest that is not JSON', () => {
    const directory = spoilt(made => fs.writeFileSync(path.join(made, 'manifest.json'), '{'));
    expect(problem(directory)).toMatch(/^the manifest of the cloud assembly in '.*manifest\.json' is not JSON \(.*\); synthesize the app again\.$/);
  });

  test('a manifest of something else', () => {
    const directory = spoilt(made => fs.writeFileSync(path.join(made, 'manifest.json'), '{"name":"an extension"}'));
    expect(problem(directory)).toMatch(/is not the manifest of a cloud assembly: it has no 'version'/);
  });

  test('a template that is missing', () => {
    const directory = spoilt(made => fs.rmSync(path.join(made, 'Pool.template.json')));
    expect(problem(directory)).toMatch(/^the template of the stack 'Pool' cannot be read from '.*' \(ENOENT\)/);
  });

  test('an asset that is missing', () => {
    const directory = spoilt(made => fs.rmSync(path.join(made, fs.readdirSync(made).find(name => name.startsWith('asset.'))!), { recursive: true }));
    expect(problem(directory)).toMatch(/^the asset 'asset\.[0-9a-f]+' of the stack 'Pool' is missing from the cloud assembly/);
  });

  test('an app without pool accounts, and what it has instead', () => {
    const directory = synthesized(app => {
      const stack = new Stack(app, 'Website');
      new CfnResource(stack, 'One', { type: 'AWS::S3::Bucket' });
      new CfnResource(stack, 'Two', { type: 'AWS::S3::Bucket' });
    });
    expect(problem(directory)).toMatch(/declares no pool account \(no resource of type Custom::PoolAccount\): found 'Website' with 2 AWS::S3::Bucket; add a PoolAccount/);
  });

  test('an app without stacks', () => {
    expect(problem(synthesized(() => undefined))).toMatch(/: found no stack at all; add a PoolAccount/);
  });

  test('the template of a nested stack that is missing, or is none', () => {
    const nested = (spoil: (file: string) => void) => {
      const directory = synthesized(app => {
        declarePool(new NestedStack(new Stack(app, 'Outer', { env }), 'Inner'));
      });
      spoil(path.join(directory, fs.readdirSync(directory).find(name => name.endsWith('.nested.template.json'))!));
      return problem(directory);
    };
    expect(nested(file => fs.rmSync(file))).toMatch(/^the asset 'OuterInner.+\.nested\.template\.json' of the stack 'Outer' is missing from the cloud assembly: there is nothing at '.+'; synthesize the app again, and copy the whole folder\.$/);
    expect(nested(file => fs.writeFileSync(file, '{'))).toMatch(/^the template of a nested stack of 'Outer' in '.+' is not JSON/);
    expect(nested(file => fs.writeFileSync(file, '[]'))).toMatch(/, the template of a nested stack of 'Outer', is not an object; synthesize the app again\.$/);
    expect(nested(file => fs.writeFileSync(file, '{"Resources":{"A":{}}}'))).toMatch(/, the template of a nested stack of 'Outer', is not a template that the CDK writes: the resource 'A' has no Type/);
  });
});
