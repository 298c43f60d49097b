/** Public part of the local gateway, for programs and tests. */
export type { AnsweredRequest } from './terminal/answered-request';
export { DEFAULT_CONFIG_ROOT } from './deployment/synthesize';
export { serveLocalConsole } from './serve-local-console';
export { sendSignedRequest } from './terminal/signed-request';
export { rehearseCutover } from './rehearsal/rehearse-cutover';
export { requestLine } from './terminal/request-line';
export { welcome } from './terminal/welcome';
export { type ReadyFile, writeReadyFile } from './terminal/ready-file';
export { authorizationHeader } from './terminal/authorization-header';
export {
  type LocalGateway,
  type LocalGatewayOptions,
  type ServedGateway,
  startLocalGateway,
} from './start-local-gateway';
export { readAuthoritiesFile, readFaultsFile } from './ui-node/node-files';
export type { ReceivedRequest } from './ui-node/simulator';
