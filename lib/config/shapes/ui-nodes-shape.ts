import { z } from 'zod';
import { AUTHORIZATIONS, FORWARDINGS } from '../../../lambda/authorizer/contract';
import { arn, HTTPS_ORIGIN, oneOf, text, whole } from './vocabulary';

export const ANSWERS = ['buffered', 'streamed'] as const;
/** The integration timeout that API Gateway grants to every account for buffered answers. */
export const DEFAULT_TIMEOUT_SECONDS = 29;
/** The integration timeout that API Gateway grants to every account for streamed answers. */
export const MOST_STREAMED_SECONDS = 900;

const CERTIFICATE_ALLOWED =
  'generated, with a serial such as generated-2027, or the ARN of an ACM certificate (imported, or issued by a private CA)';
const GENERATED_CERTIFICATE = text(
  /^generated(?:-[a-z0-9]{1,20})?$/,
  'generated, or with a serial such as generated-2027',
);

/** Settings of UI nodes that each reseller may override. */
export const UI_NODES_SHAPE = {
  brandEndpoint: HTTPS_ORIGIN.describe('HTTPS origin of the UI cluster.'),
  forwarding: oneOf(FORWARDINGS)
    .exactOptional()
    .describe(
      'httpProxy: API Gateway forwards requests itself. lambda: a function forwards them and keeps RQL characters in the query unescaped. Default: httpProxy.',
    ),
  authorization: oneOf(AUTHORIZATIONS)
    .exactOptional()
    .describe(
      "canonical: UI nodes get an Authorization header written from the verified parameters. asSent: they get the consumer's own, and headers that two servers could read differently are refused. Default: canonical.",
    ),
  answers: oneOf(ANSWERS)
    .exactOptional()
    .describe(
      'buffered: an answer of at most 10 MB of UTF-8 text (6 MB with forwarding: lambda) is passed on once it is complete. streamed: an answer of any size and type, as it arrives. Default: buffered.',
    ),
  timeoutSeconds: whole(1, MOST_STREAMED_SECONDS, 'seconds')
    .exactOptional()
    .describe(
      'How long a UI node may take for its whole answer; more than 29 needs answers: streamed or a raised quota. Default: 29.',
    ),
  acknowledgedTimeoutQuotaSeconds: whole(30, 300, 'seconds')
    .exactOptional()
    .describe(
      "The account's service quota for integration timeouts, after AWS raised it; required if timeoutSeconds exceeds 29 and answers are buffered.",
    ),
  clientCertificate: z
    .union([GENERATED_CERTIFICATE, arn('acm', 'certificate/[a-z0-9-]+', CERTIFICATE_ALLOWED)], {
      error: CERTIFICATE_ALLOWED,
    })
    .exactOptional()
    .describe(
      'Client certificate that the gateway presents to UI nodes that request one; not possible with private nodes. A generated one expires after 365 days: another serial (generated-2027) makes a new one (docs/how-to/change-tls-and-domains.md). Default: none.',
    ),
  nextClientCertificate: GENERATED_CERTIFICATE.exactOptional().describe(
    'The next generated client certificate, made but not presented yet, so that the UI nodes can trust it first. Default: none.',
  ),
} as const;
