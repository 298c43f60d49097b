/** Public part of the local gateway, for programs and tests. */
export type { AnsweredRequest } from './terminal/answered-request';
export { DEFAULT_CONFIG_ROOT } from './deployment/synthesize';
export { serveLocalConsole } from './serve-local-console';
export { rehearseCutover } from './rehearsal/rehearse-cutover';
export type { ReadyFile } from './terminal/ready-file';
export { authorizationHeader } from './terminal/authorization-header';
export { type LocalGateway, type ServedGateway, startLocalGateway } from './start-local-gateway';
export type { ReceivedRequest } from './ui-node/simulator';
