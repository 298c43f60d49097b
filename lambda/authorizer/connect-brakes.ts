import type { CallHost } from './adapters/aws-client';
import type { AwsEnvironment } from './adapters/aws-environment';
import { SETTINGS } from './contract';
import { connectLockout } from './lockout/connect-lockout';
import type { Brakes } from './ports';
import { connectShedding } from './shedding/connect-shedding';

/**
 * Makes the stages of the brakes that the environment variables declare. Only bundles of gateways that may declare one
 * have its code.
 *
 * @throws SettingsError when a variable is missing or invalid
 */
export function connectBrakes(aws: AwsEnvironment, host: CallHost, variables: NodeJS.ProcessEnv): Brakes {
  return {
    ...(variables[SETTINGS.lockout] && { lockout: connectLockout(aws, host, variables) }),
    ...(variables[SETTINGS.shedding] && { shedding: connectShedding(aws, host, variables) }),
  };
}
