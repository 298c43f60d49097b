/** What programs and tests use of the local gateway. */
export type { AnsweredRequest } from './answered-request';
export { sendFirstRequest } from './console/first-request';
export { requestLine } from './console/request-line';
export { welcome } from './console/welcome';
export { type ReadyFile, writeReadyFile } from './ready-file';
export { signRequest } from './sign-request';
export { type LocalGateway, type ServedGateway, startLocalGateway } from './start-local-gateway';
export type { ReceivedRequest } from './ui-node/ui-node';
