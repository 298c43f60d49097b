import { z } from 'zod';
import { ENVIRONMENT_ALLOWED, ENVIRONMENT_PATTERN } from '../../identifiers';
import { PLATFORM } from './platform-shape';
import { RESELLER } from './reseller-shape';
import { ALARM_THRESHOLDS, TIER } from './shared-shape';
import { UI_NODES_SHAPE } from './ui-nodes-shape';
import { list, object, oneOf, PRINTABLE, RESELLER_ID, text, TIER_NAME } from './vocabulary';

const SUB_RESELLER = object({
  displayName: PRINTABLE.exactOptional(),
  tiers: list(TIER_NAME, 'a list of tiers').exactOptional(),
});

/** Objects of the CDK, which the construct takes out before the shape is checked. */
const OF_THE_CDK = oneOf(['given']).exactOptional();

/** The shape of the props of one gateway: keys of both configuration files, without inheritance and without the platform stack. */
export const GATEWAY_PROPS = object({
  resellerId: RESELLER_ID,
  environment: text(ENVIRONMENT_PATTERN, ENVIRONMENT_ALLOWED).exactOptional(),
  displayName: PRINTABLE.exactOptional(),
  subResellers: z
    .record(RESELLER_ID, SUB_RESELLER, { error: 'a map of reseller id to displayName and tiers' })
    .exactOptional(),
  uiNodes: object(UI_NODES_SHAPE),
  routes: RESELLER.shape.routes,
  tiers: z
    .record(TIER_NAME, TIER, { error: 'a map of tier to its quota and throttle' })
    .refine((tiers) => Object.keys(tiers).length > 0, { error: 'at least one tier' }),
  operationGroups: PLATFORM.shape.operationGroups,
  throttle: RESELLER.shape.throttle,
  isolation: PLATFORM.shape.isolation,
  oauth: RESELLER.shape.oauth,
  lockout: PLATFORM.shape.lockout,
  domains: RESELLER.shape.domains,
  endpointAccess: RESELLER.shape.endpointAccess,
  mutualTls: RESELLER.shape.mutualTls,
  audience: RESELLER.shape.audience,
  vpcEndpoints: RESELLER.shape.vpcEndpoints,
  allowedSourceIps: RESELLER.shape.allowedSourceIps,
  logs: RESELLER.shape.logs,
  tracing: PLATFORM.shape.tracing,
  alarms: object(ALARM_THRESHOLDS).exactOptional(),
  dashboard: z.boolean({ error: 'true or false' }).exactOptional(),
  alarmTopic: OF_THE_CDK,
  encryptionKey: OF_THE_CDK,
  removalPolicy: OF_THE_CDK,
  webAclArn: OF_THE_CDK,
});
export type GatewayPropsDeclaration = z.output<typeof GATEWAY_PROPS>;

/** Stand in for required keys while the rest of faulty props is checked. */
export const GATEWAY_PROPS_PLACEHOLDERS = {
  resellerId: 'placeholder',
  uiNodes: { brandEndpoint: 'https://placeholder.invalid' },
  tiers: {
    placeholder: { quota: 'unlimited', throttle: { rateLimit: 'unlimited', burstLimit: 'unlimited' } },
  },
};
