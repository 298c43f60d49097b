import { authorizerFunction } from './authorizer-function';
import { LAMBDA_HOST } from './lambda-host';

/** The Lambda function. It is made while the function instance starts, when Lambda gives it most CPU. */
export const handler = authorizerFunction(LAMBDA_HOST);
