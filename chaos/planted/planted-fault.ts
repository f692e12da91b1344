/** A fault that is planted on purpose, one at a time: whoever watches must find it. */

/** A piece of the source, and what stands there instead. */
export interface PlantedFault {
  /** What is wrong then. */
  readonly name: string;
  /** From the root of the project. */
  readonly file: string;
  /** Occurs once in the file. */
  readonly right: string;
  readonly wrong: string;
  /** The tests that find it: files from the root of the project, the narrowest there are. */
  readonly caughtBy: readonly string[];
  /** A part of the names of those that are run, where a file's others take long. */
  readonly named?: string;
}

/** Faults of one file, found by the same tests if a row doesn't name others. */
export function faultsIn(
  file: string, caughtBy: readonly string[], rows: readonly (Omit<PlantedFault, 'file' | 'caughtBy'> & Partial<Pick<PlantedFault, 'caughtBy'>>)[],
): PlantedFault[] {
  return rows.map(row => ({ file, caughtBy, ...row }));
}
