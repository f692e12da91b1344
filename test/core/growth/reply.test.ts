import { replyOf } from '../../../core/growth/reply';
import { GrowOutcome } from '../../../src/contract';

test.each(Object.values(GrowOutcome))('a reply is read: %s', outcome => {
  const reply = { outcome, text: 'it is so', from: 3, to: 6 };
  expect(replyOf(JSON.stringify(reply))).toEqual(reply);
});

test.each([
  '', 'no JSON', 'null', '7', '"growing"', '[]', '{}', '{"errorMessage":"Task timed out"}', '{"outcome":"growing"}', '{"text":"it is so"}', '{"outcome":"shrunk","text":"it is so"}',
  '{"outcome":"growing","text":7}',
])('what is none is none: %s', payload => expect(replyOf(payload)).toBeUndefined());
