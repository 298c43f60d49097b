/**
 * The client certificate in the event of every request to a gateway with mutual TLS: localhost does not ask clients for
 * one. Members as API Gateway names them (developer guide, "mutual TLS"); a self-signed certificate whose key was deleted.
 */
export const SIMULATED_CLIENT_CERTIFICATE = {
  clientCertPem: `${[
    '-----BEGIN CERTIFICATE-----',
    'MIIB1DCCAXmgAwIBAgIUE5c/OEp7aBGKjVXRksiMVH7zhhkwCgYIKoZIzj0EAwIw',
    'PjEZMBcGA1UEAwwQc2ltdWxhdGVkIGNsaWVudDEhMB8GA1UECgwYYXBzLWdhdGV3',
    'YXkgb24gbG9jYWxob3N0MCAXDTI2MTEyNTIyMTcyN1oYDzIxMjYxMTAxMjIxNzI3',
    'WjA+MRkwFwYDVQQDDBBzaW11bGF0ZWQgY2xpZW50MSEwHwYDVQQKDBhhcHMtZ2F0',
    'ZXdheSBvbiBsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARONufO',
    'wFGEPzAuAMQ2wNoUKBE6Qwfz1mENGlcPCABX2xirEGXrOlBp9sD8uMsWxM32f3uH',
    'KN1XcXyQCDoJmam/o1MwUTAdBgNVHQ4EFgQUPETxSXelQK0mLxb/4WPIH57VFbUw',
    'HwYDVR0jBBgwFoAUPETxSXelQK0mLxb/4WPIH57VFbUwDwYDVR0TAQH/BAUwAwEB',
    '/zAKBggqhkjOPQQDAgNJADBGAiEAyfkXDcPUCwHFquxgF5f8u1nVleCQ8yx8vkKf',
    'lJIjqvUCIQCDpd+f8OHfsldho8O1eMTDH6Qt2GZYzknOOLSz8e/Bfg==',
    '-----END CERTIFICATE-----',
  ].join('\n')}\n`,
  subjectDN: 'CN=simulated client,O=aps-gateway on localhost',
  issuerDN: 'CN=simulated client,O=aps-gateway on localhost',
} as const;
