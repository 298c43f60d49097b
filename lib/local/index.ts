/** Public part of the local gateway, for programs and tests. */
export { DEFAULT_CONFIG_ROOT } from './deployment/synthesize';
export { serveLocalConsole } from './serve-local-console';
export type { ReadyFile } from './terminal/ready-file';
export { type LocalGateway, startLocalGateway } from './start-local-gateway';
