import type { GatewayDescriptor, GatewayRoute } from '../../descriptor';
import { listOf, mapOf, objectOf, oneOf, readDocument, type Reader, readText } from './readers';

type Optional = 'narrowedTiers' | 'signatureMethods' | 'routes' | 'credentialsKeyArn';

const ROUTE: Reader<GatewayRoute> = objectOf<Pick<GatewayRoute, 'path'>, Pick<Required<GatewayRoute>, 'methods'>>(
  { path: readText },
  { methods: listOf(readText) },
  'dropped',
);

const DESCRIPTOR: Reader<GatewayDescriptor> = objectOf<
  Omit<GatewayDescriptor, Optional>,
  Pick<Required<GatewayDescriptor>, Optional>
>(
  {
    version: oneOf(1),
    environment: readText,
    resellerId: readText,
    serves: listOf(readText),
    url: readText,
    restApiId: readText,
    stage: readText,
    usagePlans: mapOf(readText),
    authorizerFunction: readText,
    nonceTable: readText,
    accessLogGroup: readText,
  },
  {
    narrowedTiers: mapOf(listOf(readText)),
    signatureMethods: listOf(readText),
    routes: listOf(ROUTE),
    credentialsKeyArn: readText,
  },
  'dropped',
);

/**
 * Reads a gateway's descriptor; members that only a newer stack publishes are dropped.
 *
 * @throws InvalidMember
 */
export function readDescriptor(json: string): GatewayDescriptor {
  return readDocument(json, DESCRIPTOR);
}
