/** What IAM's documentation says of its own examples. The policies are those of the pages, in the form in which a template has them. */

import { IamDirectory } from '../../rehearsal/iam/directory';
import { evaluate } from '../../rehearsal/iam/evaluator';
import type { PolicyVerdict } from '../../rehearsal/iam/evaluator';
import type { PolicyDocument, Statement } from '../../rehearsal/iam/policy';

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
const policy = (...Statement: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });

/** A policy of a page, and what the page says of requests. */
interface Example {
  readonly name: string;
  readonly page: string;
  readonly policies: readonly PolicyDocument[];
  readonly requests: readonly (readonly [action: string, resource: string, verdict: PolicyVerdict, context?: Readonly<Record<string, string>>])[];
}

const CARLOS = 'arn:aws:s3:::amzn-s3-demo-bucket-carlossalazar';
const OBJECTS = 'arn:aws:s3:::amzn-s3-demo-bucket';
const EVERYTHING = policy({ Effect: 'Allow', Action: '*', Resource: '*' });

const EXAMPLES: readonly Example[] = [
  {
    name: 'Carlos and his logs',
    page: `${GUIDE}reference_policies_evaluation-logic_policy-eval-basics.html`,
    policies: [policy(
      {
        Sid: 'AllowS3ListRead',
        Effect: 'Allow',
        Action: ['s3:GetBucketLocation', 's3:GetAccountPublicAccessBlock', 's3:ListAccessPoints', 's3:ListAllMyBuckets'],
        Resource: 'arn:aws:s3:::*',
      },
      { Sid: 'AllowS3Self', Effect: 'Allow', Action: 's3:*', Resource: [`${CARLOS}/*`, CARLOS] },
      { Sid: 'DenyS3Logs', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::*log*' },
    )],
    requests: [
      ['s3:PutObject', `${CARLOS}/file`, 'allowed'],
      ['s3:PutObject', `${CARLOS}-logs/file`, 'explicitly-denied'],
      ['s3:GetBucketLocation', 'arn:aws:s3:::somebody-elses', 'allowed'],
      ['s3:GetObject', 'arn:aws:s3:::somebody-elses/file', 'implicitly-denied'],
      ['ec2:RunInstances', '*', 'implicitly-denied'],
    ],
  },
  {
    name: 'wildcards in the ARN of an object',
    page: `${GUIDE}reference_policies_elements_resource.html`,
    policies: [policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: `${OBJECTS}/*/test/*` })],
    requests: [
      ...['1/test/object.jpg', '1/2/test/object.jpg', '1/2/test/3/object.jpg', '1/2/3/test/4/object.jpg', '1///test///object.jpg', '1/test/.jpg', '/test/object.jpg', '1/test/']
        .map(object => ['s3:GetObject', `${OBJECTS}/${object}`, 'allowed'] as const),
      ...['1-test/object.jpg', 'test/object.jpg', '1/2/test.jpg'].map(object => ['s3:GetObject', `${OBJECTS}/${object}`, 'implicitly-denied'] as const),
    ],
  },
  {
    name: 'the name of a user is case sensitive, that of an action is not',
    page: `${GUIDE}reference_policies_elements_action.html`,
    policies: [policy({ Effect: 'Allow', Action: ['iam:*AccessKey*', 'sqs:SendMessage'], Resource: 'arn:aws:iam::123456789012:user/Bob' })],
    requests: [
      ['iam:CreateAccessKey', 'arn:aws:iam::123456789012:user/Bob', 'allowed'],
      ['IAM:listaccesskeys', 'arn:aws:iam::123456789012:user/Bob', 'allowed'],
      ['iam:CreateAccessKey', 'arn:aws:iam::123456789012:user/bob', 'implicitly-denied'],
      ['sqs:sendmessage', 'arn:aws:iam::123456789012:user/Bob', 'allowed'],
    ],
  },
  {
    name: 'everything but IAM, by NotAction with Allow',
    page: `${GUIDE}reference_policies_elements_notaction.html`,
    policies: [policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })],
    requests: [
      ['s3:GetObject', `${OBJECTS}/object`, 'allowed'],
      ['iam:CreateUser', '*', 'implicitly-denied'],
    ],
  },
  {
    name: 'all of S3 but one action, by NotAction with Allow and a resource',
    page: `${GUIDE}reference_policies_elements_notaction.html`,
    policies: [policy({ Effect: 'Allow', NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' })],
    requests: [
      ['s3:GetObject', `${OBJECTS}/object`, 'allowed'],
      ['s3:DeleteBucket', OBJECTS, 'implicitly-denied'],
      ['ec2:TerminateInstances', 'arn:aws:ec2:us-east-1:123456789012:instance/i-1', 'implicitly-denied'],
    ],
  },
  {
    name: 'nothing but one folder, by NotResource with Deny',
    page: `${GUIDE}reference_policies_elements_notresource.html`,
    policies: [EVERYTHING, policy({ Effect: 'Deny', Action: 's3:*', NotResource: ['arn:aws:s3:::HRBucket/Payroll', 'arn:aws:s3:::HRBucket/Payroll/*'] })],
    requests: [
      ['s3:GetObject', 'arn:aws:s3:::HRBucket/Payroll/2026', 'allowed'],
      ['s3:GetObject', 'arn:aws:s3:::HRBucket/Other', 'explicitly-denied'],
      ['s3:GetObject', `${OBJECTS}/object`, 'explicitly-denied'],
      ['ec2:RunInstances', '*', 'allowed'],
    ],
  },
  {
    name: 'two Regions only, save for some services and two roles',
    page: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html',
    policies: [EVERYTHING, policy({
      Sid: 'DenyAllOutsideEU',
      Effect: 'Deny',
      NotAction: ['iam:*', 'organizations:*', 'route53:*', 'servicecatalog:List*', 'sts:*'],
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] },
        ArnNotLike: { 'aws:PrincipalARN': ['arn:aws:iam::*:role/Role1AllowedToBypassThisSCP', 'arn:aws:iam::*:role/Role2AllowedToBypassThisSCP'] },
      },
    })],
    requests: [
      ['lambda:InvokeFunction', '*', 'allowed', { 'aws:RequestedRegion': 'eu-west-1', 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/Robot' }],
      ['lambda:InvokeFunction', '*', 'explicitly-denied', { 'aws:RequestedRegion': 'us-east-1', 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/Robot' }],
      ['organizations:ListAccounts', '*', 'allowed', { 'aws:RequestedRegion': 'us-east-1', 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/Robot' }],
      ['lambda:InvokeFunction', '*', 'allowed', { 'aws:RequestedRegion': 'us-east-1', 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/Role2AllowedToBypassThisSCP' }],
      ['lambda:InvokeFunction', '*', 'explicitly-denied', { 'aws:RequestedRegion': 'us-east-1' }],
    ],
  },
  {
    name: 'a key that a request does not have, with IfExists and without',
    page: `${GUIDE}reference_policies_elements_condition_operators.html#Conditions_IfExists`,
    policies: [policy({ Effect: 'Allow', Action: 'ec2:*', Resource: '*', Condition: { StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } } })],
    requests: [
      ['ec2:RunInstances', '*', 'allowed', { 'ec2:InstanceType': 't2.micro' }],
      ['ec2:RunInstances', '*', 'implicitly-denied', { 'ec2:InstanceType': 'p4d.24xlarge' }],
      ['ec2:RunInstances', '*', 'allowed'],
    ],
  },
  {
    name: 'only over TLS, by Bool with Deny',
    page: `${GUIDE}reference_policies_elements_condition_operators.html#Conditions_Boolean`,
    policies: [EVERYTHING, policy({ Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
    requests: [
      ['s3:GetObject', `${OBJECTS}/object`, 'explicitly-denied', { 'aws:SecureTransport': 'false' }],
      ['s3:GetObject', `${OBJECTS}/object`, 'allowed', { 'aws:SecureTransport': 'true' }],
      ['s3:GetObject', `${OBJECTS}/object`, 'allowed'],
    ],
  },
  {
    name: 'several operators, keys and values: AND, AND and OR; of a negated one NOR',
    page: `${GUIDE}reference_policies_condition-logic-multiple-context-keys-or-values.html`,
    policies: [policy({
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: '*',
      Condition: {
        StringEquals: { 's3:prefix': ['finance', 'hr', 'legal'], 's3:delimiter': ['/', '-'] },
        ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::222222222222:role/Ana', 'arn:aws:iam::222222222222:role/Mary'] },
        StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'us-west-2'] },
      },
    })],
    requests: (([
      ['hr', '/', 'Ana', 'eu-west-1', 'allowed'],
      ['legal', '-', 'Mary', 'eu-west-1', 'allowed'],
      ['sales', '/', 'Ana', 'eu-west-1', 'implicitly-denied'],
      ['hr', '+', 'Ana', 'eu-west-1', 'implicitly-denied'],
      ['hr', '/', 'Jane', 'eu-west-1', 'implicitly-denied'],
      ['hr', '/', 'Ana', 'us-east-1', 'implicitly-denied'],
      ['hr', '/', 'Ana', 'us-west-2', 'implicitly-denied'],
    ]) as const).map(([prefix, delimiter, role, region, verdict]) => ['s3:ListBucket', '*', verdict, {
      's3:prefix': prefix,
      's3:delimiter': delimiter,
      'aws:PrincipalArn': `arn:aws:iam::222222222222:role/${role}`,
      'aws:RequestedRegion': region,
    }] as const),
  },
  {
    name: 'the parts of an ARN are compared one by one',
    page: `${GUIDE}reference_policies_elements_condition_operators.html#Conditions_ARN`,
    policies: [policy({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*', Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } } })],
    requests: [
      ['sqs:SendMessage', '*', 'allowed', { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/path/Robot' }],
      ['sqs:SendMessage', '*', 'implicitly-denied', { 'aws:PrincipalArn': 'arn:aws:sts::123456789012:role/Robot' }],
      ['sqs:SendMessage', '*', 'implicitly-denied', { 'aws:PrincipalArn': 'arn:aws:iam:eu-west-1:123456789012:role/Robot' }],
    ],
  },
  {
    name: 'no value is a set that ForAllValues is true of, and ForAnyValue is not',
    page: `${GUIDE}reference_policies_condition-single-vs-multi-valued-context-keys.html`,
    policies: [policy(
      { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*', Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['ID', 'Message', 'Tags'] } } },
      { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: '*', Condition: { 'ForAnyValue:StringEquals': { 'dynamodb:Attributes': ['ID', 'PostDateTime'] } } },
    )],
    requests: [
      ['dynamodb:GetItem', '*', 'allowed', { 'dynamodb:Attributes': 'ID' }],
      ['dynamodb:GetItem', '*', 'implicitly-denied', { 'dynamodb:Attributes': 'UserName' }],
      ['dynamodb:GetItem', '*', 'allowed'],
      ['dynamodb:PutItem', '*', 'allowed', { 'dynamodb:Attributes': 'PostDateTime' }],
      ['dynamodb:PutItem', '*', 'implicitly-denied'],
    ],
  },
  {
    name: 'whether a key is there, by Null',
    page: `${GUIDE}reference_policies_elements_condition_operators.html#Conditions_Null`,
    policies: [policy(
      { Effect: 'Allow', Action: 's3:PutObject', Resource: '*', Condition: { Null: { 's3:x-amz-server-side-encryption': 'false' } } },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition: { Null: { 's3:versionid': 'true' } } },
    )],
    requests: [
      ['s3:PutObject', '*', 'allowed', { 's3:x-amz-server-side-encryption': 'aws:kms' }],
      ['s3:PutObject', '*', 'implicitly-denied'],
      ['s3:GetObject', '*', 'allowed'],
      ['s3:GetObject', '*', 'implicitly-denied', { 's3:versionid': '3' }],
    ],
  },
];

describe.each(EXAMPLES)('$name ($page)', ({ policies, requests }) => {
  test.each(requests.map(([action, resource, verdict, context = {}]) => ({ action, resource, verdict, context })))('$action on $resource is $verdict', ({ action, resource, verdict, context }) => {
    expect(evaluate(policies, { action, resource, context })).toBe(verdict);
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
describe('Shirley\'s boundary', () => {
  const boundary = 'arn:aws:iam::123456789012:policy/Boundary';
  const arn = 'arn:aws:iam::123456789012:role/Shirley';
  const caller = { roleArn: arn, sessionArn: 'arn:aws:sts::123456789012:assumed-role/Shirley/shirley', accountId: '123456789012', label: 'shirley' };
  const shirley = (...Statement: Statement[]) => {
    const iam = new IamDirectory();
    iam.putPolicy(boundary, { roleNames: [], document: policy({ Effect: 'Allow', Action: ['s3:*', 'cloudwatch:*', 'ec2:*'], Resource: '*' }) });
    iam.putRole({ name: 'Shirley', arn, accountId: caller.accountId, inlinePolicies: [policy(...Statement)], managedPolicyArns: [], permissionsBoundary: boundary });
    return (action: string) => {
      try {
        iam.authorize(caller, action, '*');
        return 'allowed';
      } catch (error) {
        return (error as Error).message.replace(/^.* because /, '');
      }
    };
  };

  test('lets nothing pass that only the role\'s policy allows', () => {
    expect(shirley({ Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*' })('iam:CreateUser')).toBe('no permissions boundary allows the iam:CreateUser action');
  });

  test('gives nothing by itself', () => {
    expect(shirley({ Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*' })('s3:ListAllMyBuckets')).toBe('no identity-based policy allows the s3:ListAllMyBuckets action');
  });

  test('lets pass what both allow', () => {
    expect(shirley({ Effect: 'Allow', Action: 's3:*', Resource: '*' })('s3:ListAllMyBuckets')).toBe('allowed');
  });
});
