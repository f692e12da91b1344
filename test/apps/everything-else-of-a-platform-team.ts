import { PoolAccount } from 'account-robot';
import { CfnOutput, Duration, Tags } from 'aws-cdk-lib';
import * as budgets from 'aws-cdk-lib/aws-budgets';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** Budget, alarm, dashboard, rule, bucket, table, queue, parameter and output beside an account, some of which read its id. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const account = new PoolAccount(stack, 'pool-001');
    const topic = new sns.Topic(stack, 'Topic');
    new budgets.CfnBudget(stack, 'Budget', {
      budget: { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: 100, unit: 'USD' }, costFilters: { LinkedAccount: [account.accountId] } },
    });
    new cloudwatch.Alarm(stack, 'Alarm', { metric: new cloudwatch.Metric({ namespace: 'AWS/Lambda', metricName: 'Errors', period: Duration.minutes(5) }), threshold: 1, evaluationPeriods: 1 });
    new cloudwatch.Dashboard(stack, 'Dashboard');
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.controltower'] }, targets: [new targets.SnsTopic(topic)] });
    new s3.Bucket(stack, 'Bucket');
    new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    new sqs.Queue(stack, 'Queue');
    new ssm.StringParameter(stack, 'Parameter', { stringValue: account.accountId });
    new CfnOutput(stack, 'Id', { value: account.accountId });
    Tags.of(stack).add('cost-center', '4711');
  },
  verdict: { ends: 'available', assumed: [/^AWS::(Budgets|CloudWatch|DynamoDB|Events|S3|SNS|SQS|SSM)::\w+ .*: taken to deploy without a fault$/] },
  source: 'README.md: accountId may be used like any other attribute',
};
