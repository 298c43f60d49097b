/** OAuth 1.0a (RFC 5849) as the gateways speak it: sign, verify, and find out why a signature does not verify. */
export { type SignedHeader, type SigningOptions, signRequest } from '../../lambda/authorizer/oauth1/sign-request';
export { type RequestToVerify, type Verification, verifyRequest } from './verify-request';
export { diagnoseRequest, type RequestToDiagnose } from './diagnose-request';
export type { DiagnosisReport } from '../diagnose/report';
