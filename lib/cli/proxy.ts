import { type Agent, globalAgent as httpAgent } from 'node:http';
import { type Agent as SecureAgent, globalAgent as httpsAgent } from 'node:https';
import type { CliIo } from './io';

/** Variables that name a proxy, as curl and the AWS CLI read them. */
const VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'];
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i;

/** Tests whether a host is this machine. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.test(host);
}

/**
 * Returns an agent that connects as HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say, and directly to this machine;
 * `undefined` when no variable names a proxy.
 */
export async function proxyAgent(variables: CliIo['environmentVariables']): Promise<SecureAgent | undefined> {
  if (!VARIABLES.some((name) => variables[name] || variables[name.toLowerCase()])) return undefined;
  const [{ Agent: AnyAgent }, { HttpsProxyAgent }, { getProxyForUrl }] = await Promise.all([
    import('agent-base'),
    import('https-proxy-agent'),
    import('proxy-from-env'),
  ]);
  class ProxyFromVariables extends AnyAgent {
    private readonly tunnels = new Map<string, Agent>();

    override connect(_request: unknown, { host = '', port, secureEndpoint }: ConnectOptions): Agent {
      const proxy = isLoopbackHost(host) ? '' : getProxyForUrl(urlOf(host, port, secureEndpoint));
      if (proxy === '') return secureEndpoint ? httpsAgent : httpAgent;
      const tunnel = this.tunnels.get(proxy) ?? new HttpsProxyAgent(proxy);
      this.tunnels.set(proxy, tunnel);
      return tunnel;
    }
  }
  return new ProxyFromVariables() as Agent as SecureAgent;
}

interface ConnectOptions {
  readonly host?: string | undefined;
  readonly port?: number | string | undefined;
  readonly secureEndpoint: boolean;
}

function urlOf(host: string, port: number | string | undefined, secure: boolean): string {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return `${secure ? 'https' : 'http'}://${name}:${port ?? (secure ? 443 : 80)}`;
}
