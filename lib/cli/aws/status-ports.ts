import { setTimeout as sleep } from 'node:timers/promises';
import { controlPlanePace } from '../../onboarding/adapters/api-gateway';
import { awsPorts } from '../../onboarding/adapters/aws-ports';
import type { GatewayDirectory } from '../../onboarding/gateway-directory';
import { AwsFleet } from '../../status/adapters/aws-fleet';
import type { StatusPorts } from '../../status/examine';
import type { CommonOptions } from '../context';
import type { CliIo } from '../io';
import { connectionSettings } from './connection';

/**
 * Ports for a status over SDK clients, all of which keep one pace of API Gateway's control plane.
 *
 * @throws OnboardingError as `connectionSettings` does
 */
export async function statusPorts(
  options: CommonOptions,
  environment: string,
  io: CliIo,
): Promise<StatusPorts & { readonly gateways: GatewayDirectory }> {
  const config = await connectionSettings(options, environment, io);
  const clock = { now: () => performance.now(), sleep };
  const controlPlane = controlPlanePace(clock);
  const ports = awsPorts(config, clock, { controlPlane });
  const { credentials, metering, gateways, verifications } = ports;
  const shedding = () => ports.shedding();
  return { credentials, metering, gateways, verifications, shedding, fleet: new AwsFleet(config, controlPlane) };
}
