import type { IPropertyInjector } from 'aws-cdk-lib';
import { Duration, PropertyInjectors } from 'aws-cdk-lib';
import { Provider } from 'aws-cdk-lib/custom-resources';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

const impatient: IPropertyInjector = {
  constructUniqueId: Provider.PROPERTY_INJECTION_ID,
  inject: props => ('isCompleteHandler' in props && props.isCompleteHandler !== undefined ? { ...props, totalTimeout: Duration.minutes(5) } : props),
};

/** The company lets no custom resource wait for longer than five minutes: no account is made so fast. */
export const app: TestApp = {
  build: root => {
    PropertyInjectors.of(root).add(impatient);
    poolStack(root, names(1));
  },
  verdict: { ends: 'refused', because: /must look every 30 seconds, 114 times .* got every 30 seconds, 10 times/ },
  source: 'seen with aws-cdk-lib 2.276.0: an injector beats the props of the construct',
};
