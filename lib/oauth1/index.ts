export { type SignedHeader, type SigningOptions, signRequest } from '../../lambda/authorizer/oauth1/sign-request';
