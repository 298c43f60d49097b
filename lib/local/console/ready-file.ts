import { renameSync, writeFileSync } from 'node:fs';

import type { LocalGateway } from '../start-local-gateway';

/** What `--ready-file` tells other programs once everything listens. */
export interface ReadyFile {
  readonly caFile: string;
  readonly awsEndpointUrl: string;
  readonly uiNodeUrl: string;
  readonly gateways: LocalGateway['gateways'];
}

/** Writes the ready file in one go, readable for its owner only: it holds the sample consumers' secrets. */
export function writeReadyFile(file: string, { caFile, awsEndpointUrl, uiNodeUrl, gateways }: LocalGateway): void {
  const content: ReadyFile = { caFile, awsEndpointUrl, uiNodeUrl, gateways };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
