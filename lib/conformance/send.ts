import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Target } from './target';

/** An answer as the consumer gets it. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a request with its target exactly as given. */
export function send(
  target: Target,
  request: {
    method: string;
    target: string;
    headers: Readonly<Record<string, string | readonly string[]>>;
    body?: string | Buffer;
  },
): Promise<Answer> {
  const connect = new URL(target.connect?.origin ?? target.origin);
  const secure = connect.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? httpsRequest : httpRequest)(
      {
        hostname: connect.hostname,
        port: connect.port || (secure ? 443 : 80),
        method: request.method,
        path: `${target.connect?.pathPrefix ?? ''}${request.target}`,
        headers: {
          Host: new URL(target.origin).host,
          ...target.headers,
          ...request.headers,
          ...(request.body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(request.body)) }),
        },
        timeout: 35_000,
        ...(target.ca === undefined ? {} : { ca: target.ca }),
        ...(secure && target.clientCertificate),
        ...(secure && target.agent ? { agent: target.agent } : {}),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 35 s')));
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}
