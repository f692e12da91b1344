/** Where the tools are that install-tools.ts has installed. */

import * as path from 'node:path';

const folder = () => process.env.FIDELITY_TOOLS!;

/** A command of the Python packages. */
export const command = (name: string) => path.join(folder(), 'bin', name);

/** The Python that has them. */
export const python = () => command('python');

/** A package of npm. */
export const nodePackage = (name: string) => path.join(folder(), 'node_modules', name);
