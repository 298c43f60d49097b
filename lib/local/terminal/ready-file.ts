import { renameSync, writeFileSync } from 'node:fs';

import type { LocalGateway } from '../start-local-gateway';

/** Content of `--ready-file`, which is written once every server listens. */
export interface ReadyFile {
  /** Address of the console, with the token that signs a browser in. */
  readonly consoleUrl: string;
  readonly caFile: string;
  readonly awsEndpointUrl: string;
  readonly uiNodeUrl: string;
  readonly nodeFaultsUrl: string;
  /** Absent with a real UI node. */
  readonly gatewayPropertyUrl?: string;
  readonly gateways: LocalGateway['gateways'];
}

/** Writes the ready file at once. Only its owner can read it, since it has the sample consumers' secrets. */
export function writeReadyFile(file: string, local: LocalGateway, consoleUrl: string): void {
  const { caFile, awsEndpointUrl, uiNodeUrl, nodeFaultsUrl, gatewayPropertyUrl, gateways } = local;
  const property = gatewayPropertyUrl === undefined ? {} : { gatewayPropertyUrl };
  const content: ReadyFile = { consoleUrl, caFile, awsEndpointUrl, uiNodeUrl, nodeFaultsUrl, ...property, gateways };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
