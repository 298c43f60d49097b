import { z } from 'zod';
import { VPC_ENDPOINT_PATTERN } from '../../identifiers';
import { list, object, oneOf, text } from './vocabulary';

export const AUDIENCES = ['external', 'internal', 'both'] as const;

const VPC_ENDPOINT = object({
  id: text(VPC_ENDPOINT_PATTERN, 'the id of a VPC endpoint such as vpce-0123456789abcdef0').describe(
    'Id of a VPC endpoint for execute-api.',
  ),
  otherAccount: z
    .boolean({ error: 'true or false' })
    .exactOptional()
    .describe('true: it belongs to another AWS account, which associates it with the domain itself. Default: false.'),
});
/** With more, the resource policy of a gateway with a full allowedSourceIps would be too long. */
const MOST_VPC_ENDPOINTS = 8;

/** Keys of a reseller that say from which networks its gateway is called. */
export const AUDIENCE_SHAPE = {
  audience: oneOf(AUDIENCES)
    .exactOptional()
    .describe(
      "external: the gateway answers on the internet. internal: it answers only through vpcEndpoints. both: it has an API for each, with the same domains, consumers and quotas (docs/how-to/serve-internal-clients.md). Default: the parent's, otherwise external.",
    ),
  vpcEndpoints: list(VPC_ENDPOINT, 'a list of VPC endpoints', {
    by: ({ id }) => id,
    path: ['id'],
    allowed: 'each VPC endpoint once',
  })
    .max(MOST_VPC_ENDPOINTS, { error: `at most ${MOST_VPC_ENDPOINTS} VPC endpoints` })
    .exactOptional()
    .describe("VPC endpoints through which an internal audience calls. Default: the parent's, otherwise none."),
} as const;
