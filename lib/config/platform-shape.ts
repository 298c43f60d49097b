/** The shape of config/<environment>/platform.yaml. */
import { z } from 'zod';
import { OAUTH, ROUTES, THROTTLE, TIER } from './shared-shape';
import { HTTPS_ORIGIN, object, PRINTABLE, TAGS, text, TIER_NAME, whole } from './vocabulary';

export const PLATFORM = object({
  displayName: PRINTABLE.describe('Name of the environment for people.'),
  account: text(/^\d{12}$/, 'an AWS account id of 12 digits, in quotes')
    .optional()
    .describe("AWS account; the deploying credentials' when absent."),
  region: text(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'an AWS region, such as eu-central-1')
    .optional()
    .describe("AWS region; the deploying credentials' when absent."),
  uiNodes: object({
    brandEndpoint: HTTPS_ORIGIN.describe('HTTPS origin of the UI cluster.'),
  }).describe('How UI nodes are reached.'),
  routes: ROUTES.optional().describe('Routes of a reseller that declares none; /aps/2/resources when absent.'),
  tiers: z.record(TIER_NAME, TIER, { error: 'a map of tier to its quota and throttle' }).describe('Commercial levels.'),
  throttle: THROTTLE.optional().describe('Aggregate throttle of a gateway that declares none; unlimited when absent.'),
  oauth: OAUTH.optional().describe('How signatures are verified.'),
  logs: object({
    retentionDays: whole(1, 3653, 'days').optional().describe('How long logs are kept; 90 days when absent.'),
  }).optional(),
  tags: TAGS.optional(),
});
export type PlatformDeclaration = z.output<typeof PLATFORM>;
