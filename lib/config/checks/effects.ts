import type { EnvironmentConfig, GatewayConfig } from '../environment';
import { acceptedSchemes } from '../oauth-config';
import { ancestors } from '../resolve/lineage';
import type { Declarations, ResellerDeclaration } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** A setting that a gateway only uses together with another one. */
interface DependentSetting {
  readonly path: readonly [keyof ResellerDeclaration, ...string[]];
  readonly isUsedBy: (gateway: GatewayConfig) => boolean;
  readonly message: string;
  readonly allowed: string;
}

function ofSignatures(...path: DependentSetting['path']): DependentSetting {
  return {
    path,
    isUsedBy: ({ oauth }) => acceptedSchemes(oauth).includes('oauth1'),
    message: 'has no effect: only signatures are subject to it, and oauth.authentication has only bearer',
    allowed: 'nothing, or oauth1 in oauth.authentication',
  };
}

const DEPENDENT: readonly DependentSetting[] = [
  {
    path: ['oauth', 'bearer'],
    isUsedBy: ({ oauth }) => acceptedSchemes(oauth).includes('bearer'),
    message: 'has no effect: oauth.authentication has no bearer, so no token is accepted',
    allowed: 'nothing, or bearer in oauth.authentication',
  },
  ofSignatures('oauth', 'signatureMethods'),
  ofSignatures('oauth', 'timestampWindowSeconds'),
  ofSignatures('oauth', 'clockSkewSeconds'),
  ofSignatures('lockout'),
  ofSignatures('alarms', 'signatureFailures'),
  ofSignatures('alarms', 'nonceTableFaults'),
  ofSignatures('alarms', 'failedAttempts'),
  {
    path: ['vpcEndpoints'],
    isUsedBy: ({ audience }) => audience !== 'external',
    message: 'have no effect: this gateway answers on the internet only',
    allowed: 'nothing, or audience: internal or both',
  },
];

/** Turns an inherited setting off, which is no mistake where it is off already. */
const NONE = 'none';

/**
 * Checks that each setting of a reseller's file is used by a gateway that takes it from this file: its own, or one below.
 * Settings of platform.yaml are defaults, which the resellers may use or not.
 *
 * @param declared resellers whose ancestors could all be read
 */
export function checkEffects({ gateways }: EnvironmentConfig, declared: Declarations): readonly HierarchyProblem[] {
  return DEPENDENT.flatMap(({ path, isUsedBy, message, allowed }) => {
    const writers = gateways.map((gateway) => ({ gateway, resellerId: writerOf(gateway, path, declared) }));
    return gateways.flatMap(({ resellerId }): HierarchyProblem[] => {
      const takers = writers.filter((taken) => taken.resellerId === resellerId);
      if (takers.length === 0 || takers.some(({ gateway }) => isUsedBy(gateway))) return [];
      return valueAt(declared.get(resellerId), path) === NONE ? [] : [{ resellerId, path, message, allowed }];
    });
  });
}

/** Returns the nearest reseller whose file has a setting of a gateway. */
function writerOf({ resellerId }: GatewayConfig, path: readonly string[], declared: Declarations): string | undefined {
  return [resellerId, ...ancestors(resellerId, declared)].find((id) => valueAt(declared.get(id), path) !== undefined);
}

function valueAt(declaration: unknown, path: readonly string[]): unknown {
  return path.reduce((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], declaration);
}
