/** A file of node faults: one for each kind of answer that a client should be ready for. */
export const NODE_FAULTS_EXAMPLE = `faults:
  - { method: POST, times: 1, delaySeconds: 35 } # carried out, but the caller gets 504
  - { path: /aps/2/resources, times: 2, status: 503, headers: { Retry-After: 5 } }
  - { method: PUT, status: 202, body: { status: accepted } }
  - { path: /aps/2/services, status: 302, headers: { Location: 'https://cloud.example/login' } }
  - { path: /aps/2/resources/part, status: 206, headers: { Content-Range: items 0-9/20 }, body: [] }
  - { path: /aps/2/resources/compressed, compression: gzip }
  - { path: /aps/2/resources/large, bodyMegabytes: 11 }
  - { path: /aps/2/resources/broken, breakOff: inBody }
`;
