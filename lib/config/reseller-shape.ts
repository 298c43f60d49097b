/** The shape of config/<environment>/resellers/<id>.yaml. */
import { z } from 'zod';
import { OAUTH, ROUTES, THROTTLE, TIER } from './shared-shape';
import { HTTPS_ORIGIN, list, object, oneOf, PRINTABLE, RESELLER_ID, TAGS, text, TIER_NAME } from './vocabulary';

const INHERIT = 'inherit';
const OWN_KEYS = Object.keys(TIER.shape).join(', ');

export const RESELLER = object({
  displayName: PRINTABLE.describe('Name of the reseller for people.'),
  parent: RESELLER_ID.optional().describe('The reseller above this one.'),
  gateway: oneOf(['own', 'inherited'])
    .optional()
    .describe("`own` (when absent): a gateway for this reseller; `inherited`: served by the nearest ancestor's."),
  uiNodes: object({
    brandEndpoint: HTTPS_ORIGIN.optional().describe("The reseller's own brand endpoint."),
  })
    .optional()
    .describe("What differs from the platform's UI nodes."),
  routes: ROUTES.optional().describe("All routes of the gateway; the parent's or the platform's when absent."),
  tiers: z
    .record(TIER_NAME, z.union([z.literal(INHERIT), TIER], { error: `${INHERIT}, or a map with: ${OWN_KEYS}` }), {
      error: `a map of tier to ${INHERIT} or to its own limits`,
    })
    .optional()
    .describe("Tiers of the reseller's consumers; all of the parent's or the platform's when absent."),
  throttle: THROTTLE.optional().describe('Aggregate throttle of all consumers of the gateway together.'),
  oauth: OAUTH.optional().describe("What differs from the platform's verification."),
  externalReference: PRINTABLE.optional().describe("The reseller's number in the provider's own systems."),
  contacts: list(text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'a mail address'), 'a list of mail addresses').optional(),
  notes: z.string({ error: 'text' }).optional().describe('For people; used nowhere.'),
  tags: TAGS.optional(),
});
export type ResellerDeclaration = z.output<typeof RESELLER>;
