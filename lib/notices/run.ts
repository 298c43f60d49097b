import type { GatewayDescriptor } from '../descriptor';
import type { PublicConsumer } from '../onboarding/consumer';
import { listConsumers } from '../onboarding/inventory/list-consumers';
import { deliver } from './deliver';
import { type DueNotice, dueNotices } from './due';
import { oldSecretNotices } from './old-secrets';
import type { NoticePorts } from './ports';
import { quotaNotices } from './quota';
import { noticeId, recipientsOf, renderNotice } from './render';
import type { NoticeSettings, NotifiedReseller } from './settings';

/** The result of a run, in numbers. */
export interface RunReport {
  readonly sent: number;
  /** Notices that could not be sent, and parts that could not be read. */
  readonly failed: number;
  /** Quotas of which 80 % or more is used. */
  readonly quotasNearlyUsed: number;
}

/** The consumers of one gateway whose resellers get notices. */
interface Served {
  readonly gateway: GatewayDescriptor;
  readonly consumers: readonly PublicConsumer[];
}

/** Sends every notice that is due and was not sent. A part that fails does not stop the others, and is due again. */
export async function runNotices(ports: NoticePorts, settings: NoticeSettings): Promise<RunReport> {
  const now = ports.now();
  let [sent, failed, quotasNearlyUsed] = [0, 0, 0];
  const problem = (text: string) => {
    failed += 1;
    ports.onProblem(text);
  };
  const send = async (gateway: GatewayDescriptor, notices: readonly DueNotice[]) => {
    for (const due of notices) {
      const outcome = await sendNotice(ports, settings, gateway, due);
      if (outcome === 'sent') sent += 1;
      else if (outcome !== 'known') problem(`${due.kind} to ${subjectOf(due)}: ${outcome.failed}`);
    }
  };
  const attempt = async (what: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      problem(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const fleet = await readFleet(ports, settings, problem);
  // Quotas come last: reading them takes minutes in a large fleet.
  for (const { gateway, consumers } of fleet) {
    const of = `gateway ${gateway.resellerId}`;
    await attempt(of, () =>
      send(
        gateway,
        consumers.flatMap((consumer) => dueNotices(consumer, now)),
      ),
    );
    await attempt(of, async () => send(gateway, await oldSecretNotices(ports, gateway, consumers)));
  }
  for (const { gateway, consumers } of fleet) {
    await attempt(`quotas of gateway ${gateway.resellerId}`, async () => {
      const notices = await quotaNotices(ports.metering, gateway, consumers, now);
      quotasNearlyUsed += notices.length;
      await send(gateway, notices);
    });
  }
  return { sent, failed, quotasNearlyUsed };
}

async function readFleet(
  { credentials, gateways }: NoticePorts,
  { environment, resellers }: NoticeSettings,
  problem: (text: string) => void,
): Promise<readonly Served[]> {
  const notified = new Set(resellers.map(({ id }) => id));
  const listed = await listConsumers(credentials, environment);
  const descriptors = await gateways.list(environment, problem);
  return descriptors.map((gateway) => ({
    gateway,
    consumers: listed.flatMap(({ gateway: owner, consumer, deletedAt }) =>
      consumer && !deletedAt && owner === gateway.resellerId && notified.has(consumer.reseller) ? [consumer] : [],
    ),
  }));
}

async function sendNotice(ports: NoticePorts, settings: NoticeSettings, gateway: GatewayDescriptor, due: DueNotice) {
  const reseller = settings.resellers.find(({ id }) => id === due.reseller) as NotifiedReseller;
  const to = recipientsOf(due, reseller);
  if (to.length === 0 && settings.from !== undefined) {
    const missing = `neither the consumer nor the reseller ${reseller.id} has a mail address`;
    return { failed: `${missing}. Add "contacts" to its file, or an address with "consumer update --emails".` };
  }
  return deliver(ports, noticeId(due), renderNotice(due, to, settings, { reseller, gateway }));
}

function subjectOf({ reseller, consumer }: DueNotice): string {
  return consumer ? `consumer ${consumer.consumerKey} of ${reseller}` : reseller;
}
