/** The questions that scripts/event-ruler asks the matcher of EventBridge, asked of the rehearsal's. */

import { eventPattern } from '../../rehearsal/services/eventbridge/pattern';
import { rulerCases } from '../../scripts/event-ruler/cases';

test.each(rulerCases().map(({ title, ...rest }) => [title, rest] as const))('%s', (_, { pattern, event, fits }) => {
  // As it comes over the bus: what is undefined isn't there.
  expect(eventPattern(pattern).matches(JSON.parse(JSON.stringify(event)))).toBe(fits);
});
