/** Context that the CDK's command would hand over for an app whose cdk.json has all recommended feature flags. */

import flags from 'aws-cdk-lib/recommended-feature-flags.json';

process.env.CDK_CONTEXT_JSON = JSON.stringify(flags);
