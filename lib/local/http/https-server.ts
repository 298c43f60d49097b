import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';

import { trackConnections } from '../../track-connections';
import { headerList, type IncomingRequest, type OutgoingResponse } from './http-message';
import { MAX_PAYLOAD_BYTES } from '../../rest-api/request-target';

/** A certificate with its key, both PEM; the chain ends at the local certificate authority. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

/** A listening HTTPS server. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** The part of a request that the HTTP parser refused. */
export type UnparsablePart = 'url' | 'other';

export interface ServeOptions {
  readonly tls: TlsIdentity;
  /** 0 takes any free port. */
  readonly port: number;
  /** Returns the JSON body for a request that cannot be parsed. @default an empty body */
  readonly unparsable?: (part: UnparsablePart) => string;
}

/** Reports that another program listens on a port. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';

  constructor(
    readonly port: number,
    options?: ErrorOptions,
  ) {
    super(
      `Port ${port} on 127.0.0.1 is in use. Stop the program that listens on it, or choose other ports with --port.`,
      options,
    );
  }
}

/** Node.js refuses longer header blocks itself; the gateway refuses shorter ones with a reason. */
const MAX_PARSED_HEADER_BYTES = 64 * 1024;

/** Bytes read of a body that is too large; a client that sends more may see a reset connection. */
const MAX_READ_BYTES = 64 * 1024 * 1024;

/** Answers a request. The signal is aborted if the caller closes the connection before it has the whole response. */
export type Answer = (request: IncomingRequest, gone: AbortSignal) => Promise<OutgoingResponse>;

/**
 * Serves requests over HTTPS on 127.0.0.1. A body over API Gateway's limit is cut shortly after the limit, so that
 * `answer` sees that it is too large. Broken connections and requests that cannot be parsed do no harm.
 * @throws PortTakenError
 */
export async function serveHttps(answer: Answer, options: ServeOptions): Promise<Listening> {
  const server = createServer(
    { ...options.tls, maxHeaderSize: MAX_PARSED_HEADER_BYTES, requireHostHeader: false, keepAliveTimeout: 65_000 },
    (message, response) => {
      handle(answer, message, response, portOf(server)).catch(() => response.destroy());
    },
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => refuse(error, socket, options));
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  const close = trackConnections(server);
  await listen(server, options.port);
  return { port: portOf(server), close };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port, { cause: error }) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

async function handle(answer: Answer, message: IncomingMessage, response: ServerResponse, port: number): Promise<void> {
  response.on('error', () => undefined);
  const gone = new AbortController();
  response.on('close', () => response.writableFinished || gone.abort());
  const { body, rest } = await readBody(message);
  const request = {
    method: message.method ?? '',
    target: message.url ?? '',
    headers: headerList(message.rawHeaders),
    body,
    sourceIp: sourceIp(message),
    port,
    protocol: `HTTP/${message.httpVersion}`,
  };
  const result = await answer(request, gone.signal);
  // A connection with an unread rest of a request cannot be used again.
  if (rest === 'unread') response.shouldKeepAlive = false;
  await write(result, response);
  if (rest === 'unread') message.destroy();
}

/**
 * Reads a body, and keeps just enough of it to show that it is too large. The rest is read and dropped, up to a limit:
 * many clients read the response only after they have sent everything, and would see a reset connection otherwise.
 */
async function readBody(
  message: IncomingMessage,
): Promise<{ readonly body: Buffer; readonly rest: 'read' | 'unread' }> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Stopping early must not destroy the socket: the response is written to it.
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    if (size <= MAX_PAYLOAD_BYTES) chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_READ_BYTES) return { body: Buffer.concat(chunks), rest: 'unread' };
  }
  return { body: Buffer.concat(chunks), rest: 'read' };
}

async function write(result: OutgoingResponse, response: ServerResponse): Promise<void> {
  const grouped = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of result.headers) {
    const group = grouped.get(name.toLowerCase());
    if (group) group.values.push(value);
    else grouped.set(name.toLowerCase(), { name, values: [value] });
  }
  for (const { name, values } of grouped.values())
    response.setHeader(name, values.length === 1 ? (values[0] ?? '') : values);
  response.statusCode = result.status;
  if (Buffer.isBuffer(result.body)) {
    response.end(result.body);
    return;
  }
  // The head goes out before the first part of the body.
  response.flushHeaders();
  // If the stream breaks off, so does the answer: the caller must not take a part for the whole.
  await pipeline(result.body, response);
}

function sourceIp(message: IncomingMessage): string {
  return (message.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
}

/** Reports of Node.js's parser about a character that a URL may not have, and about a space in it. */
const URL_ERRORS: ReadonlySet<string> = new Set(['HPE_INVALID_URL', 'HPE_INVALID_CONSTANT']);

/** Answers a request that the HTTP parser refused. */
function refuse(error: NodeJS.ErrnoException, socket: Socket, options: ServeOptions): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const body = options.unparsable?.(URL_ERRORS.has(error.code ?? '') ? 'url' : 'other') ?? '';
  const head = [
    `HTTP/1.1 ${status} ${status === 400 ? 'Bad Request' : status === 408 ? 'Request Timeout' : 'Request Header Fields Too Large'}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
