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

/** An exchange that ended without a whole answer. Its name is Node.js's error code, or says which limit was passed. */
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
    const fail = (name: string, cause?: unknown): void => {
      clearTimeout(connection);
      clearTimeout(attempt);
      reject(new ExchangeError(name, request.reusedSocket, cause));
      request.destroy();
    };
    const connection = setTimeout(() => fail('ConnectionTimeout'), connectionMs);
    const attempt = setTimeout(() => fail('AttemptTimeout'), attemptMs);
    request.once('finish', () => clearTimeout(connection));
    request.once('response', (response) => {
      readBody(response, fail, (text) => {
        clearTimeout(connection);
        clearTimeout(attempt);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    request.on('error', (error) => fail(codeOf(error), error));
    // The end of every exchange, also of one that ended otherwise than by an error or an answer.
    request.once('close', () => fail('ConnectionClosed'));
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
  response.once('end', () => done(Buffer.concat(chunks).toString('utf8')));
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
