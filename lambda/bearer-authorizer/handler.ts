import { authorizerFunction } from '../authorizer/authorizer-function';
import { connectBrakes } from '../authorizer/connect-brakes';
import { LAMBDA_HOST } from '../authorizer/lambda-host';
import { readSettings } from '../authorizer/settings';
import { bearerAuthentication } from '../authorizer/bearer/bearer-authentication';
import { jwksFetcher } from '../authorizer/bearer/fetch-jwks';
import { readBearerSettings } from '../authorizer/bearer/settings';
import { signingKeys } from '../authorizer/bearer/signing-keys';

const settings = readBearerSettings(process.env);
const { outageGraceSeconds } = readSettings(process.env);
const keys = signingKeys({ fetchJwks: jwksFetcher(new URL(settings.jwksUri)), clock: Date.now, outageGraceSeconds });

/** The Lambda function of gateways that accept bearer tokens, with or without brakes. */
export const handler = authorizerFunction({ ...LAMBDA_HOST, connectBrakes }, bearerAuthentication(settings, keys));
