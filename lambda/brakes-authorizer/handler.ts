import { authorizerFunction } from '../authorizer/authorizer-function';
import { connectBrakes } from '../authorizer/connect-brakes';
import { LAMBDA_HOST } from '../authorizer/lambda-host';

/** The Lambda function of gateways with a lockout, or that shed load: the authorizer, and the stages of its brakes. */
export const handler = authorizerFunction({ ...LAMBDA_HOST, connectBrakes });
