import type { TestApp } from './test-app';
import { onFunctions, setVariable } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** A vendor's layer watches all functions of the company, by a wrapper around the handler. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    onFunctions(stack, fn => { fn.layers = ['arn:aws:lambda:eu-west-1:999988887777:layer:watch:7']; });
    setVariable(stack, 'AWS_LAMBDA_EXEC_WRAPPER', '/opt/watch');
  },
  verdict: { ends: 'available', assumed: [/its property Layers is not looked at/, /its variable AWS_LAMBDA_EXEC_WRAPPER/] },
  source: 'Lambda Developer Guide, "Modifying the runtime environment"',
};
