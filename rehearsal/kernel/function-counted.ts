/** The modules of Node whose functions begin work that ends by itself, on the thread pool or outside the process. */

/** A module without the prefix `node:`, and the members that never call back or do so again and again. */
export interface CountedModule {
  readonly name: string;
  readonly except?: (member: string) => boolean;
}

const isWatching = (member: string) => /^(un)?watch/.test(member);

/** What makes objects of its module, and what reads settings: both are called for each request that is signed. */
const isAtOnce = (member: string) => /^(create|get)/.test(member);

export const COUNTED_MODULES: readonly CountedModule[] = [
  { name: 'fs', except: isWatching },
  { name: 'fs/promises', except: isWatching },
  { name: 'zlib' },
  { name: 'crypto', except: isAtOnce },
  { name: 'dns' },
  { name: 'dns/promises' },
];
