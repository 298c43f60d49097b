import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { issueAuthority, issueLeaf } from '../../../lib/local/certificates/issue';
import { trackConnections } from '../../../lib/track-connections';

/** A request as a scripted server gets it. */
export interface ScriptedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** Common name of the client's certificate; `undefined` without one. */
  readonly peer: string | undefined;
}

/** An answer of a scripted server. */
interface ScriptedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Decides on the answer to a request. */
export type Script = (request: ScriptedRequest) => ScriptedAnswer | 'broken off';

/** A server on localhost that answers as a script says. */
export interface ScriptedServer {
  readonly origin: string;
  /** PEM of the authority of its certificate. */
  readonly ca: string;
  close(): Promise<void>;
}

/** Settings of a scripted server that differ from a good one's. */
export interface ScriptedOptions {
  /** @default `localhost` */
  readonly host?: string;
  /** Time at which its certificate was issued. @default now */
  readonly issuedAt?: Date;
  readonly tls?: ServerOptions;
}

/** Starts a server over HTTPS on 127.0.0.1. */
export async function startScripted(
  answer: Script,
  { host = 'localhost', issuedAt = new Date(), tls = {} }: ScriptedOptions = {},
): Promise<ScriptedServer> {
  const authority = await issueAuthority(issuedAt);
  const identity = await issueLeaf(authority, [host], issuedAt);
  const server = createServer({ ...identity, ...tls }, (request, response) => {
    request.resume();
    const { method = '', url: target = '', headers } = request;
    const { subject } = (request.socket as TLSSocket).getPeerCertificate() as Partial<PeerCertificate>;
    const scripted = answer({ method, target, headers, peer: subject?.CN?.toString() });
    if (scripted === 'broken off') return void request.socket.destroy();
    const { status, headers: more, body } = scripted;
    response.writeHead(status, { 'Content-Type': 'application/json', ...more });
    response.end(body === undefined ? '' : JSON.stringify(body));
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  const close = trackConnections(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { origin: `https://localhost:${(server.address() as AddressInfo).port}`, ca: authority.cert, close };
}
