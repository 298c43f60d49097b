import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import type { StackResult } from './lab';

const POLL_MS = 3000;
/** The network interfaces of a function in a VPC take up to 45 minutes to go. */
const LONGEST_MINUTES = 60;

/** Looks a stack up; `undefined` when it does not exist. */
export async function findStack(client: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

/** Reasons of the resources that failed, the latest first. */
export async function failureReasons(client: CloudFormationClient, StackName: string): Promise<readonly string[]> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.filter(({ ResourceStatus = '' }) => ResourceStatus.endsWith('_FAILED'))
    .filter(({ ResourceStatusReason = '' }) => !/cancelled/.test(ResourceStatusReason))
    .map(({ LogicalResourceId = '', ResourceStatusReason = '' }) => `${LogicalResourceId}: ${ResourceStatusReason}`)
    .slice(0, 8);
}

/** Deletes a stack, protected or not, once CloudFormation has ended what it is doing to it. */
export async function deleteStack(
  client: CloudFormationClient,
  name: string,
  signal?: AbortSignal,
): Promise<StackResult> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  const settled = await whenSettled(client, name, signal);
  if (!settled) return { succeeded: true, seconds: seconds(), status: '', reasons: [] };
  if (settled.EnableTerminationProtection) {
    await client.send(new UpdateTerminationProtectionCommand({ StackName: name, EnableTerminationProtection: false }));
  }
  await client.send(new DeleteStackCommand({ StackName: name }));
  const after = await whenSettled(client, name, signal);
  if (!after) return { succeeded: true, seconds: seconds(), status: 'DELETE_COMPLETE', reasons: [] };
  const reasons = await failureReasons(client, name);
  return { succeeded: false, seconds: seconds(), status: after.StackStatus ?? '', reasons };
}

async function whenSettled(
  client: CloudFormationClient,
  name: string,
  signal?: AbortSignal,
): Promise<Stack | undefined> {
  const until = performance.now() + LONGEST_MINUTES * 60_000;
  for (;;) {
    const stack = await findStack(client, name);
    if (!stack?.StackStatus?.endsWith('_IN_PROGRESS')) return stack;
    if (performance.now() > until)
      throw new Error(`${name} is still ${stack.StackStatus} after ${LONGEST_MINUTES} minutes`);
    await sleep(POLL_MS, undefined, signal && { signal });
  }
}
