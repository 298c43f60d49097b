import {
  APIGATEWAY_AUTHORIZER_CHANGE_DEPLOYMENT_LOGICAL_ID,
  APIGATEWAY_LOG_GROUP_DESTINATION_ARN_WITHOUT_WILDCARD,
} from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';

/**
 * Sets the features of the CDK on which the template of a gateway depends, whatever the app's `cdk.json` says: a changed authorizer
 * renews the deployment, and the ARN of the access log has no wildcard. To be called before the construct has children.
 */
export function setFeatures(construct: Construct): void {
  for (const feature of [
    APIGATEWAY_AUTHORIZER_CHANGE_DEPLOYMENT_LOGICAL_ID,
    APIGATEWAY_LOG_GROUP_DESTINATION_ARN_WITHOUT_WILDCARD,
  ])
    construct.node.setContext(feature, true);
}
