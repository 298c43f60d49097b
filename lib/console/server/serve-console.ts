import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { ConsoleAssets } from '../assets';
import { answerCall, sendFailure } from './answer-call';
import type { ApiRoute } from './api';
import { cookieName, equal, guardCall, type Guarded, guardHost, type Refused } from './guard';
import { SECURITY_HEADERS } from './security-headers';

export interface ConsoleOptions {
  readonly assets: ConsoleAssets;
  readonly routes: readonly ApiRoute[];
  /** 0 takes any free port. */
  readonly port: number;
  /** Refuses calls that change something. */
  readonly readOnly: boolean;
  /** Returns random bytes as hexadecimal digits. */
  readonly randomHex: (bytes: number) => string;
}

/** A served console. */
export interface ServedConsole {
  /** Address with the token that signs the browser in; whoever has it can use the console. */
  readonly url: string;
  /** Origin, without the token. */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves the console on 127.0.0.1. The page and its scripts hold nothing secret; every call to `/api` needs the cookie
 * that the token in the printed URL is exchanged for.
 *
 * @throws Error with the code `EADDRINUSE` for a taken port
 */
export async function serveConsole(options: ConsoleOptions): Promise<ServedConsole> {
  const { randomHex, port } = options;
  const secrets = { token: randomHex(32), cookie: randomHex(32) };
  const server = createServer((request, response) => {
    const guarded = { port: portOf(server), ...secrets };
    answer(request, response, guarded, options).catch(() => response.destroy());
  });
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${portOf(server)}`;
  return {
    origin,
    url: `${origin}/?token=${secrets.token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  guarded: Guarded,
  { assets, routes, readOnly }: ConsoleOptions,
): Promise<void> {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  const foreign = guardHost(request, guarded);
  if (foreign) return refuse(response, foreign);
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname.startsWith('/api/')) {
    const refused = guardCall(request, guarded);
    return refused ? refuse(response, refused) : answerCall(request, response, { routes, readOnly });
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
  const token = url.searchParams.get('token');
  if (token !== null) return signIn(response, url, token, guarded);
  const asset = assets.get(url.pathname) ?? assets.get('/');
  response.setHeader('Content-Type', asset?.type ?? 'text/plain');
  response.end(asset?.body);
}

/** Exchanges the token for the cookie, and takes it out of the address, the history and what is shared. */
function signIn(response: ServerResponse, url: URL, token: string, guarded: Guarded): void {
  if (equal(token, guarded.token)) {
    response.setHeader('Set-Cookie', `${cookieName(guarded)}=${guarded.cookie}; Path=/; HttpOnly; SameSite=Strict`);
  }
  url.searchParams.delete('token');
  // A path that begins with two slashes would be another host.
  response.writeHead(303, { Location: url.pathname.replace(/^\/+/, '/') + url.search }).end();
}

const MESSAGES: Readonly<Record<Refused, string>> = {
  host: 'The console answers only under its own address, 127.0.0.1.',
  origin: 'The console answers only its own page.',
  cookie: 'Open the address that the terminal printed: this browser is not signed in to the running console.',
};

function refuse(response: ServerResponse, refused: Refused): void {
  sendFailure(response, { code: 'signedOut', message: MESSAGES[refused] });
}
