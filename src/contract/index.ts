/**
 * Names, limits, rules and wire formats that the constructs and the code that runs in AWS share; the rehearsal and the command use them too.
 *
 * All sides import them from here, so that the compiler keeps them equal. Not exported from the package. Nothing here imports
 * anything from outside, because it is bundled into every handler, and nothing does anything but compute.
 */

export * from './access';
export * from './account-quota';
export * from './accounts';
export * from './capacity';
export * from './desk';
export * from './edit-distance';
export * from './environment';
export * from './events';
export * from './factory-portfolio';
export * from './failure-form';
export * from './failure-reason';
export * from './growth';
export * from './limits';
export * from './mask';
export * from './metrics';
export * from './notices';
export * from './pool-account';
export * from './regions';
export * from './sandbox-names';
export * from './sandbox-settings';
export * from './stack-failures';
export * from './tags';
