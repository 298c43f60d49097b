/** The CDK app of the scratch node and the scratch network. */
import { App } from 'aws-cdk-lib';
import { networkStack } from './network-stack';
import { nodeStack } from './node-stack';

const app = new App();
nodeStack(app);
networkStack(app);
