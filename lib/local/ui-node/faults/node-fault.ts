import { z } from 'zod';

import { object, oneOf, rule, text, whole } from '../../../config/shapes/vocabulary';

const LONGEST_DELAY_SECONDS = 3600;
const DELAY = `a number of seconds from 0 to ${LONGEST_DELAY_SECONDS}`;
const HEADERS = 'a map of header name to text or number';
const BODY = 'text, or a map or list to send as JSON';

/** Headers that belong to the connection, which the server writes itself. */
const CONNECTION_HEADERS = /^(?:connection|content-length|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;
const HEADER_NAME = text(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'a header name').refine(
  (name) => !CONNECTION_HEADERS.test(name),
  { error: 'any header that does not belong to the connection, such as Content-Length' },
);
const HEADER_VALUE = z.union([z.string().regex(/^[\x20-\x7e]*$/), z.number()], {
  error: 'printable ASCII text, or a number',
});

const NODE_FAULT_KEYS = object({
  method: oneOf(['GET', 'HEAD', 'POST', 'PUT', 'DELETE'])
    .exactOptional()
    .describe('Requests with this method get the fault. Default: all methods.'),
  path: text(/^\/[\x21\x22\x24-\x3e\x40-\x7e]*$/, 'a path such as /aps/2/resources, without a query')
    .exactOptional()
    .describe('Requests for this path, and for everything below it, get the fault. Default: all paths.'),
  host: text(/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/, 'a host name in lower case, such as login.example.com')
    .exactOptional()
    .describe(
      'Requests to this host get the fault: that of a brand endpoint, or of the jwksUri of an identity provider. Default: every brand endpoint.',
    ),
  times: whole(1, 1_000_000, 'requests')
    .exactOptional()
    .describe('How many requests get the fault. Default: all that match.'),
  delaySeconds: z
    .number({ error: DELAY })
    .min(0, { error: DELAY })
    .max(LONGEST_DELAY_SECONDS, { error: DELAY })
    .exactOptional()
    .describe('How long the node waits, after it has carried the request out, before it answers. Default: 0.'),
  status: whole(200, 599)
    .exactOptional()
    .describe('Status of the answer; the node does not carry the request out. Default: 200 if there is a body.'),
  headers: z
    .record(HEADER_NAME, HEADER_VALUE, { error: HEADERS })
    .exactOptional()
    .describe('Headers that replace those of the same name. Default: none.'),
  body: z
    .union([z.string(), z.record(z.string(), z.json()), z.array(z.json())], { error: BODY })
    .exactOptional()
    .describe('Body of the answer, text or JSON; the node does not carry the request out. Default: {}.'),
  bodyMegabytes: whole(1, 100, 'MB')
    .exactOptional()
    .describe('Answers with JSON of this size instead of a body. More than 10 is more than API Gateway buffers.'),
  compression: oneOf(['gzip', 'br', 'deflate'])
    .exactOptional()
    .describe('Compresses the answer, even for a client that does not accept it. Default: none.'),
  breakOff: oneOf(['beforeAnswer', 'inBody'])
    .exactOptional()
    .describe('Closes the connection: without an answer, or after half of the body. Default: never.'),
});

const EFFECTS = ['delaySeconds', 'status', 'headers', 'body', 'bodyMegabytes', 'compression', 'breakOff'] as const;

const NODE_FAULT = [
  {
    holds: (fault: NodeFault) => EFFECTS.some((key) => fault[key] !== undefined),
    path: [],
    allowed: `a fault with one or more of: ${EFFECTS.join(', ')}`,
  },
  {
    holds: ({ body, bodyMegabytes }: NodeFault) => body === undefined || bodyMegabytes === undefined,
    path: ['bodyMegabytes'],
    allowed: 'body or bodyMegabytes, not both',
  },
  {
    holds: ({ breakOff, status, headers, body, bodyMegabytes, compression }: NodeFault) =>
      breakOff !== 'beforeAnswer' ||
      [status, headers, body, bodyMegabytes, compression].every((it) => it === undefined),
    path: ['breakOff'],
    allowed: 'inBody if the fault also has status, headers, body, bodyMegabytes or compression',
  },
].reduce((shape, { holds, path, allowed }) => rule(shape, holds, path, allowed), NODE_FAULT_KEYS);

/** Shape of a file of faults: the first one that matches a request and is not used up determines its answer. */
export const NODE_FAULTS = object({
  faults: z
    .array(NODE_FAULT, { error: 'a list of faults; [] for none' })
    .describe('Faults; the first one that matches a request determines its answer.'),
});

/** Deviation of the UI node from its normal answers, with the requests that get it. */
export type NodeFault = z.output<typeof NODE_FAULT_KEYS>;
