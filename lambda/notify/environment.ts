/** Reads the topics out of the environment of the function. */

import type { Audience } from '../../core/events/notify';
import { NotifyEnvironment } from '../../src/contract';
import type { Environment } from '../shared/environment';
import { badVariable } from '../shared/environment';

const TOPIC_ARN = /^arn:[^:]+:sns:[^:]+:[0-9]{12}:[A-Za-z0-9_-]+$/;

/** Where people are told. */
export function parseAudience(environment: Environment): Audience {
  return { topics: topicsOf(environment, NotifyEnvironment.TOPICS), chatTopics: topicsOf(environment, NotifyEnvironment.CHAT_TOPICS) };
}

function topicsOf(environment: Environment, name: NotifyEnvironment): string[] {
  const arns = (environment[name] ?? '').split(',').filter(arn => arn !== '');
  const unfit = arns.find(arn => !TOPIC_ARN.test(arn));
  if (unfit !== undefined) {
    throw badVariable(name, `'${unfit}'`, 'ARNs of topics, with commas between them');
  }
  return arns;
}
