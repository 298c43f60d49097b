/** The line of `verify` that fails until the platform's property names the gateway: the platform answers through it. */
export const PLATFORM_LINE = 'list';

/** The line that shows whether the platform accepts requests that bypass the gateway. */
export const DIRECT_LINE = 'direct-call';

/** Lines about the certificate of the gateway's host name. */
export const CERTIFICATE_LINES: readonly string[] = ['tls-name', 'tls-chain', 'tls-expiry'];
