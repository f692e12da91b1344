import type { TestApp } from './test-app';
import { onFunctions } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** An aspect for cost and logs: another processor, more memory, a disk, logs as JSON. */
export const app: TestApp = {
  build: root => onFunctions(poolStack(root, names(1)), fn => {
    fn.architectures = ['arm64'];
    fn.memorySize = 512;
    fn.ephemeralStorage = { size: 1024 };
    fn.addPropertyOverride('LoggingConfig.LogFormat', 'JSON');
    fn.addPropertyOverride('LoggingConfig.SystemLogLevel', 'WARN');
  }),
  verdict: { ends: 'available' },
  source: 'docs/rehearsal.md, "What is understood of a template"',
};
