import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { GatewayPropsError, type PropProblem, ResellerGateway, type ResellerGatewayProps } from '../../../lib';

export const TIERS = {
  bronze: { quota: { limit: 7000, period: 'day' }, throttle: { rateLimit: 11, burstLimit: 23 } },
} as const;
export const UI_NODES = { brandEndpoint: 'https://brand.provider.test' };

/** Adds the gateway of the reseller `acme` with the props that have no default. */
export function addGateway(scope: Construct, id = 'Acme', props: Partial<ResellerGatewayProps> = {}): ResellerGateway {
  return new ResellerGateway(scope, id, { resellerId: 'acme', uiNodes: UI_NODES, tiers: TIERS, ...props });
}

/** Template of a stack of a new app, with one gateway. */
export function templateWith(props: Partial<ResellerGatewayProps> = {}): Template {
  const stack = new Stack(new App(), 'Shop');
  addGateway(stack, 'Acme', props);
  return Template.fromStack(stack);
}

/** Problems of props in a stack. */
export function problemsOf(props: unknown, stack = new Stack(new App(), 'Shop')): readonly PropProblem[] {
  try {
    new ResellerGateway(stack, 'Acme', props as ResellerGatewayProps);
    return [];
  } catch (error) {
    if (error instanceof GatewayPropsError) return error.problems;
    throw error;
  }
}

/** Template of a new stack with one gateway, once something is done with it. */
export function done(
  act: (made: ResellerGateway, own: Stack) => void,
  props: Partial<ResellerGatewayProps> = {},
): Template {
  const own = new Stack(new App(), 'Own');
  act(addGateway(own, 'Acme', props), own);
  return Template.fromStack(own);
}
