import * as fc from 'fast-check';
import { fractionOf } from '../../core/hash';

test('a fraction is a fraction', () => {
  fc.assert(fc.property(fc.string(), text => {
    expect(fractionOf(text)).toBeGreaterThanOrEqual(0);
    expect(fractionOf(text)).toBeLessThan(1);
  }));
});
