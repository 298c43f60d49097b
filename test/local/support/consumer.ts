import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { buffer } from 'node:stream/consumers';

import type { LocalGateway, ServedGateway } from '../../../lib/local/start-local-gateway';
import { authorizationHeader } from '../../../lib/local/terminal/authorization-header';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as it arrived, compressed or not. */
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON; `undefined` when it is none. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

export interface Sending {
  readonly method?: string;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Signs with these in place of the gateway's sample consumer. */
  readonly as?: { readonly consumerKey: string; readonly consumerSecret: string };
  /** Sent in place of a fresh signature; `null` sends none. */
  readonly authorization?: string | null;
}

/** Sends requests to one gateway as its sample consumer, paths and queries exactly as given. */
export class Consumer {
  private readonly ca: Buffer;

  constructor(
    local: LocalGateway,
    readonly gateway: ServedGateway,
  ) {
    this.ca = readFileSync(local.caFile);
  }

  sign(target: string, { method = 'GET', as = this.gateway }: Sending = {}): string {
    return authorizationHeader({
      method,
      url: this.gateway.url + target,
      consumerKey: as.consumerKey,
      consumerSecret: as.consumerSecret,
      nonce: randomBytes(12).toString('hex'),
      timestamp: Math.floor(Date.now() / 1000),
    });
  }

  send(target: string, sending: Sending = {}): Promise<Answer> {
    const { method = 'GET', body, headers = {}, authorization = this.sign(target, sending) } = sending;
    const { hostname, port } = new URL(this.gateway.url);
    const options: RequestOptions = {
      hostname,
      port,
      path: target,
      method,
      ca: this.ca,
      agent: false,
      headers: {
        ...headers,
        ...(authorization === null ? {} : { Authorization: authorization }),
        ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
      },
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(options, (response) => {
        buffer(response).then((bytes) => resolve(answerOf(response, bytes)), reject);
      });
      outgoing.on('error', reject).end(body);
    });
  }
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, bytes: Buffer): Answer {
  const text = bytes.toString('utf8');
  return { status: statusCode, headers, bytes, text, json: parsed(text) };
}

function parsed(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
