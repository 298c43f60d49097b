import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trackConnections } from '../../track-connections';
import type { ConsoleAssets } from '../assets';
import { answerCall, sendFailure, signIn } from './answer-call';
import type { ApiRoute } from './api';
import { type Guarded, guardHost, guardOrigin, guardPage, guardSecrets, type Refused } from './guard';
import { pageAnswers, PAGES_PATH, type SecretPages } from './secret-pages';
import { SECURITY_HEADERS } from './security-headers';

const SIGN_IN = '/api/sign-in';
/** Only completes the path of a request. */
const BASE = 'http://localhost';

export interface ConsoleOptions {
  readonly assets: ConsoleAssets;
  readonly routes: readonly ApiRoute[];
  readonly pages: SecretPages;
  /** 0 takes any free port. */
  readonly port: number;
  /** Refuses calls that change something. */
  readonly readOnly: boolean;
  /** Returns random bytes as hexadecimal digits. */
  readonly randomHex: (bytes: number) => string;
}

/** A served console. */
export interface ServedConsole {
  /** Address with the token that signs the browser in. Everyone who has it can use the console. */
  readonly url: string;
  /** Origin, without the token. */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves the console on 127.0.0.1. The page and its scripts hold nothing secret. Every call to `/api` needs the cookie
 * and the key for which the page exchanges the token in the printed URL. The token is in the fragment, which browsers
 * send to no server.
 *
 * @throws Error with the code `EADDRINUSE` for a taken port
 */
export async function serveConsole(options: ConsoleOptions): Promise<ServedConsole> {
  const { randomHex, port } = options;
  const secrets = { token: randomHex(32), cookie: randomHex(32), key: randomHex(32) };
  const answerPage = pageAnswers(options.pages);
  const server = createServer((request, response) => {
    const guarded = { port: portOf(server), ...secrets };
    answer(request, response, guarded, { ...options, answerPage }).catch(() => response.destroy());
  });
  const close = trackConnections(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${portOf(server)}`;
  return {
    origin,
    url: `${origin}/#token=${secrets.token}`,
    close,
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  guarded: Guarded,
  {
    assets,
    routes,
    readOnly,
    pages,
    answerPage,
  }: ConsoleOptions & { readonly answerPage: ReturnType<typeof pageAnswers> },
): Promise<void> {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  const foreign = guardHost(request, guarded);
  if (foreign) return refuse(response, foreign);
  const path = pathOf(request);
  if (path === undefined) return void response.writeHead(400).end();
  if (path.startsWith('/api/')) {
    const refused = guardOrigin(request);
    if (refused) return refuse(response, refused);
    if (path === SIGN_IN && request.method === 'POST') return signIn(request, response, guarded);
    const unknown = guardSecrets(request, guarded);
    return unknown ? refuse(response, unknown) : answerCall(request, response, { routes, readOnly });
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
  if (path.startsWith(PAGES_PATH)) {
    const refused = guardPage(request, guarded, { got: path.split('/')[2] ?? '', expected: pages.secret });
    return refused ? refuse(response, refused) : answerPage(path, response);
  }
  const asset = assets.get(path) ?? assets.get('/');
  response.setHeader('Content-Type', asset?.type ?? 'text/plain');
  response.end(asset?.body);
}

function pathOf({ url = '/' }: IncomingMessage): string | undefined {
  return URL.canParse(url, BASE) ? new URL(url, BASE).pathname : undefined;
}

const MESSAGES: Readonly<Record<Refused, string>> = {
  host: 'The console answers only under its own address, 127.0.0.1.',
  origin: 'The console answers only its own page.',
  secrets: 'Open the address that the terminal printed: this browser is not signed in to the running console.',
};

function refuse(response: ServerResponse, refused: Refused): void {
  sendFailure(response, { code: 'signedOut', message: MESSAGES[refused] });
}
