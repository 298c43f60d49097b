import { AwsAccount } from '../../preflight/adapters/aws-account';
import type { AccountReader } from '../../preflight/account-reader';
import type { CommonOptions } from '../context';
import type { CliIo } from '../io';
import { connectionSettings } from './connection';

/**
 * A reader of the account over SDK clients.
 *
 * @throws OnboardingError as `connectionSettings` does
 */
export async function awsAccount(options: CommonOptions, environment: string, io: CliIo): Promise<AccountReader> {
  return new AwsAccount(await connectionSettings(options, environment, io));
}
