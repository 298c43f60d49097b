import { request as httpRequest, type Agent, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** Largest body that is read: a secret has 64 KiB, which JSON's escapes can make six times as long. */
const MAX_BODY_BYTES = 512 * 1024;
/** Largest size of all header lines together. */
const MAX_HEADER_BYTES = 16 * 1024;

/** One POST with its complete headers. */
export interface SignedPost {
  readonly endpoint: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Limits of one exchange, in milliseconds. */
export interface ExchangeTimeouts {
  /** Until the connection stands and the request is sent. */
  readonly connectionMs: number;
  /** Until the whole answer is read. */
  readonly attemptMs: number;
}

/** An exchange that ended without a whole answer. Its name is Node.js's error code, or names the limit that was exceeded. */
export class ExchangeError extends Error {
  constructor(
    override readonly name: string,
    /** The connection had served another request before, and may have died since. */
    readonly reusedConnection: boolean,
    cause?: unknown,
  ) {
    super(name, { cause });
  }
}

/**
 * Sends one POST and reads its answer whole. Follows no redirect, passes over interim answers (1xx), and checks the
 * server's certificate and name whatever the environment says.
 *
 * @throws ExchangeError
 */
export function exchange(
  { endpoint, headers, body }: SignedPost,
  agent: Agent,
  { connectionMs, attemptMs }: ExchangeTimeouts,
): Promise<HttpAnswer> {
  const send = endpoint.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send({
      agent,
      host: endpoint.hostname,
      port: endpoint.port,
      path: endpoint.pathname,
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      maxHeaderSize: MAX_HEADER_BYTES,
    });
    const settle = (): void => {
      clearTimeout(connection);
      clearTimeout(attempt);
      request.off('close', closed);
    };
    const fail = (name: string, cause?: unknown): void => {
      settle();
      reject(new ExchangeError(name, request.reusedSocket, cause));
      request.destroy();
    };
    // The last event of every exchange; an answer or an error comes before it, if there is one.
    const closed = (): void => fail('ConnectionClosed');
    const connection = setTimeout(() => fail('ConnectionTimeout'), connectionMs);
    const attempt = setTimeout(() => fail('AttemptTimeout'), attemptMs);
    request.on('finish', () => clearTimeout(connection));
    request.on('response', (response) => {
      readBody(response, fail, (text) => {
        settle();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    request.on('error', (error) => fail(codeOf(error), error));
    request.on('close', closed);
    request.end(body);
  });
}

type Fail = (name: string, cause?: unknown) => void;

function readBody(response: IncomingMessage, fail: Fail, done: (text: string) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) fail('AnswerTooLarge');
    else chunks.push(chunk);
  });
  response.on('error', (error) => fail(codeOf(error), error));
  response.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
