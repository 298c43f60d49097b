import { type Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { OnboardingError } from '../onboarding/errors';
import { isLoopbackHost } from './proxy';
import type { Target } from './target';

/** A signed request, ready to send. */
export interface SignedCall {
  readonly target: Target;
  readonly method: string;
  /** Value of the Authorization header. */
  readonly authorization: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Buffer;
  readonly certificateAuthorities?: string;
  readonly insecure: boolean;
  /** Connects through a proxy; directly when absent. */
  readonly agent?: Agent;
  readonly timeoutMs: number;
}

/** The response to a signed call. */
export interface CallResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/**
 * Sends a signed request, with the request line as typed.
 *
 * @throws OnboardingError `failed` when no response comes
 */
export async function sendSigned(call: SignedCall): Promise<CallResponse> {
  const { target, authorization, body, insecure, certificateAuthorities } = call;
  const named = new Set(call.headers.map(([name]) => name.toLowerCase()));
  const headers = new Map<string, string>([['Authorization', authorization]]);
  if (body && !named.has('content-type')) headers.set('Content-Type', 'application/json');
  if (!named.has('accept')) headers.set('Accept', 'application/json');
  if (body) headers.set('Content-Length', String(body.length));
  for (const [name, value] of call.headers) headers.set(name, value);
  const options = {
    method: call.method,
    host: target.host,
    port: target.port,
    path: target.path,
    headers: Object.fromEntries(headers),
    signal: AbortSignal.timeout(call.timeoutMs),
    agent: call.agent ?? false,
    rejectUnauthorized: !insecure,
    ...(isIP(target.host) === 0 && { servername: target.host }),
    ...(certificateAuthorities !== undefined && { ca: certificateAuthorities }),
  } as const;
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = target.scheme === 'https' ? requestHttps(options, resolve) : requestHttp(options, resolve);
      outgoing.once('error', reject);
      outgoing.end(body);
    });
    return await read(response, call, options.signal);
  } catch (error) {
    if (error instanceof OnboardingError) throw error;
    throw new OnboardingError('failed', unanswered(error, call), { cause: error });
  }
}

async function read(response: IncomingMessage, call: SignedCall, signal: AbortSignal): Promise<CallResponse> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer);
  } catch (error) {
    throw new OnboardingError('failed', brokenOff(call, response.statusCode, signal.aborted), { cause: error });
  }
  const { rawHeaders } = response;
  const headers = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
  );
  return {
    status: response.statusCode ?? 0,
    statusText: response.statusMessage ?? '',
    headers,
    body: Buffer.concat(chunks),
  };
}

function brokenOff(
  { target: { host, port }, timeoutMs }: SignedCall,
  status: number | undefined,
  timedOut: boolean,
): string {
  const how = timedOut ? `did not end within ${timeoutMs / 1000} seconds` : 'broke off before its end';
  return `The answer of ${host}:${port}, HTTP ${status ?? 0}, ${how}. A POST may have been carried out anyway.`;
}

function unanswered(error: unknown, { target: { scheme, host, port }, timeoutMs, agent }: SignedCall): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const at = `${host}:${port}`;
  if (error instanceof Error && /Abort|Timeout/.test(error.name)) {
    return `No answer from ${at} within ${timeoutMs / 1000} seconds. A POST may have been carried out anyway.`;
  }
  if (agent && !isLoopbackHost(host) && ['ENOTFOUND', 'ECONNREFUSED'].includes(code)) {
    return `No connection to ${at} (${code}). Variables name a proxy: check HTTPS_PROXY and NO_PROXY.`;
  }
  if (code === 'ENOTFOUND') return `There is no host ${host}.`;
  if (code === 'ECONNREFUSED')
    return `Nothing listens at ${at}.${isLoopbackHost(host) ? ' Is npm start running?' : ''}`;
  if (/CERT|SELF_SIGNED|ISSUER|SIGNATURE/.test(code)) {
    return `The certificate of ${at} is not trusted (${code}). Name its authority with --cacert.`;
  }
  const hint = scheme === 'http' ? ' A gateway listens for https only.' : '';
  return `No answer from ${at}: ${code || (error instanceof Error ? error.message : 'unknown')}.${hint}`;
}
