/** What this folder does as AWS does, and where that is from. */

import type { Behaviour } from '../../kernel/behaviour';

export const FIDELITY: readonly Behaviour[] = [
  {
    does: 'patterns: values, prefix, suffix, anything-but, numeric, exists, equals-ignore-case, wildcard, cidr and $or; elements of lists, and fields of one object in a list',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html',
  },
  {
    does: 'PutEvents takes ten entries and fails each by itself: FailedEntryCount tells; each is authorized on its bus, with source and detail-type as conditions',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html',
    heldAgainst: ['service models'],
  },
  {
    does: 'a rate counts from when the rule was made, a cron goes by UTC; a target is called within the minute',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html',
  },
  {
    does: 'Input, InputPath and InputTransformer, with the variables aws.events.*; a variable within quotes is text',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html',
  },
  {
    does: 'a function is called if its policy lets events.amazonaws.com in for that rule, a topic if its policy does; other targets by their role; what is refused is gone',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html',
  },
  {
    does: 'a bus takes events of its own account, and of others that its policy names',
    mark: 'documented',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html',
  },
  {
    does: 'a bus that no rehearsed stack makes is taken to be there',
    mark: 'inferred',
    source: 'apps name buses that others made',
  },
  {
    does: 'an event is carried within some seconds, and once unless the world says otherwise; numbers are compared by value',
    mark: 'inferred',
    source: 'AWS promises at least once, and says nothing of times',
  },
];
