import type { GatewayDescriptor } from '../../descriptor';
import { OnboardingError } from '../errors';
import type { GatewayDirectory } from '../gateway-directory';

/**
 * Returns the deployed gateway that serves a reseller: its own, or an ancestor's.
 *
 * @throws OnboardingError `notFound`, naming the resellers that are served
 */
export async function requireGateway(
  directory: GatewayDirectory,
  environment: string,
  reseller: string,
): Promise<GatewayDescriptor> {
  const own = await directory.own(environment, reseller);
  if (own) return own;
  const unread: string[] = [];
  const all = await directory.list(environment, (problem) => unread.push(problem));
  const serving = all.find(({ serves }) => serves.includes(reseller));
  if (serving) return serving;
  // One of these may serve it.
  if (unread[0] !== undefined) throw new OnboardingError('failed', unread.join('\n'));
  const deployed = all.flatMap(({ serves }) => serves).toSorted();
  throw new OnboardingError(
    'notFound',
    `Reseller ${reseller} is not deployed in environment ${environment}; deployed are: ${deployed.join(', ') || 'none'}. Deploy its stack, or check the environment, the Region and the AWS profile.`,
  );
}
