import type { EnvironmentConfig } from '../environment';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations } from '../shapes/reseller-shape';
import { checkAlarms } from './alarms';
import { checkArns } from './arns';
import { checkAudiences } from './audiences';
import { checkAuthorizerVariables } from './authorizer-variables';
import { checkAuthentication } from './authentication';
import { checkAwsLimits } from './aws-limits';
import { checkBrandEndpoints } from './brand-endpoints';
import { checkDomains } from './domains';
import { checkEffects } from './effects';
import { checkFleet } from './fleet-limits';
import type { HierarchyProblem } from './hierarchy-problem';
import { checkIsolation } from './isolation';
import { checkMethodThrottles } from './method-throttles';
import { checkNarrowing } from './narrowing';
import { checkNotices } from './notices';
import { checkPrivateNodes } from './private-nodes';
import { checkProbes } from './probes';
import { checkShedding } from './shedding';
import { checkThrottleSums } from './throttle-sums';
import { checkTiers } from './tiers';
import { checkTls } from './tls';
import { checkUiNodes } from './ui-nodes';

/**
 * Runs every check that needs the resolved environment.
 *
 * @param declared resellers whose ancestors could all be read
 * @param written all resellers, for checks that need only a reseller's file and platform.yaml
 */
export function checkEnvironment(
  config: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
  written: Declarations,
): readonly HierarchyProblem[] {
  return [
    ...checkTiers(config, platform, declared),
    ...checkMethodThrottles(config, platform, written),
    ...checkNarrowing(config, declared),
    ...checkThrottleSums(config, platform, declared),
    ...checkBrandEndpoints(platform, written),
    ...checkUiNodes(config, platform, { declared, written }),
    ...checkDomains(config),
    ...checkAudiences(config),
    ...checkEffects(config, declared),
    ...checkTls(config, written),
    ...checkArns(platform, written),
    ...checkAlarms(config, platform, written),
    ...checkPrivateNodes(platform),
    ...checkAwsLimits(config, platform, written),
    ...checkFleet(config),
    ...checkIsolation(config, platform),
    ...checkProbes(config, platform, written),
    ...checkShedding(config, platform, written),
    ...checkAuthentication(config, platform, written),
    ...checkAuthorizerVariables(config),
    ...checkNotices(config, platform, written),
  ];
}
