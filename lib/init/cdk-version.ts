import { devDependencies } from '../../package.json';

/** Version of the package `aws-cdk` that this package was tested with. */
export const CDK_VERSION = devDependencies['aws-cdk'];
