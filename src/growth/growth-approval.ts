import { NUMBER } from '../shared/props';
import type { Problem } from '../shared/user-error';
import { refuseUnfit, show, UserError } from '../shared/user-error';

/**
 * Whether a person is asked before a pool grows.
 *
 * The question is told as the event ApprovalAsked. It is answered by `account-robot grow --approve`, within a day, and counts once.
 *
 * @exampleMetadata fixture=pool
 * @example
 * declare const pool: AccountPool;
 * declare const beside: Stack;
 *
 * new PoolGrowth(beside, 'Growth', { pool, lowWater: 5, approval: GrowthApproval.above(25) });
 */
export abstract class GrowthApproval {
  /**
   * Each growth to more than so many accounts is asked for. Up to that size the pool grows by itself.
   *
   * @param size the largest size that nobody is asked about
   */
  public static above(size: number): GrowthApproval {
    return new Above(size);
  }

  /**
   * Nobody is asked.
   */
  public static never(): GrowthApproval {
    return new Never();
  }

  /**
   * The largest size that nobody is asked about; undefined if nobody is asked at all.
   *
   * @internal
   */
  public abstract _bind(subject: string, max: number): number | undefined;
}

class Above extends GrowthApproval {
  constructor(private readonly size: number) {
    super();
  }

  public _bind(subject: string, max: number): number {
    if (!NUMBER.fits(this.size)) {
      throw new UserError(`${subject}: the size of 'approval' must be ${NUMBER.expected}, got ${show(this.size)}; ${NUMBER.fix(this.size)}`);
    }
    refuseUnfit(subject, 'approval', this.size, size => sizeProblem(size, max));
    return this.size;
  }
}

class Never extends GrowthApproval {
  public _bind(): undefined {
    return undefined;
  }
}

function sizeProblem(size: number, max: number): Problem | undefined {
  return Number.isSafeInteger(size) && size >= 0 && size < max ? undefined : {
    expected: `a whole number from 0 to ${max - 1}, below 'max' of the pool`,
    fix: 'above that nothing would ever be asked; leave it out if nobody is to be asked',
  };
}
