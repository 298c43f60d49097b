/** The CDK app of the scratch node. */
import { App } from 'aws-cdk-lib';
import { nodeStack } from './node-stack';

nodeStack(new App());
