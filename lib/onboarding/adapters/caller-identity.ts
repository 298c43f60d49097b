import { GetCallerIdentityCommand, STSClient } from './aws-sdk';
import { type AwsClientConfig, serviceConfig } from './service-config';

/** A network that does not reach STS must not hold up a change. */
const LONGEST_WAIT_MS = 3000;

/**
 * Returns a function that asks STS once for the ARN of the caller, which needs no permission.
 *
 * @param onUnknown called with the reason if STS does not answer; the ARN is `undefined` then
 */
export function callerIdentity(
  config: AwsClientConfig,
  onUnknown: (reason: string) => void,
): () => Promise<string | undefined> {
  const ask = async () => {
    try {
      const client = new STSClient({ ...serviceConfig(config, 'sts'), maxAttempts: 2 });
      const abortSignal = AbortSignal.timeout(LONGEST_WAIT_MS);
      const { Arn } = await client.send(new GetCallerIdentityCommand(), { abortSignal });
      if (Arn === undefined) onUnknown('the answer has no Arn');
      return Arn;
    } catch (error) {
      onUnknown(error instanceof Error ? `${error.name}: ${error.message || 'no answer'}` : 'no answer');
      return undefined;
    }
  };
  let asked: Promise<string | undefined> | undefined;
  return () => (asked ??= ask());
}
