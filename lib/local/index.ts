export type { AnsweredRequest } from './answered-request';
export { PortTakenError } from './rest-api/https-server';
export {
  type LocalGateway,
  type LocalGatewayOptions,
  type ServedGateway,
  startLocalGateway,
} from './start-local-gateway';
export { type ReadyFile, writeReadyFile } from './ready-file';
export { signRequest, type SigningOptions } from './sign-request';
export { TemplateError } from './template/template';
export type { ReceivedRequest, UiNode } from './ui-node/ui-node';
export { type FirstRequest, sendFirstRequest } from './console/first-request';
export { requestLine } from './console/request-line';
export { welcome } from './console/welcome';
