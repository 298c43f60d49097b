import { type Command, Option } from 'commander';
import { noticeSettings } from '../../config/notice-settings';
import type { GatewayDescriptor } from '../../descriptor';
import { deliver, type Delivery } from '../../notices/deliver';
import { type DueNotice, dueNotices } from '../../notices/due';
import type { Mail } from '../../notices/mail';
import { oldSecretNotices } from '../../notices/old-secrets';
import type { DeliveryPorts } from '../../notices/ports';
import { quotaNotices } from '../../notices/quota';
import { noticeId, recipientsOf, renderNotice } from '../../notices/render';
import type { NoticeSettings } from '../../notices/settings';
import { NOTICE_KINDS, type NoticeKind, NOTICES } from '../../notices/templates/kinds';
import type { PublicConsumer } from '../../onboarding/consumer';
import { OnboardingError } from '../../onboarding/errors';
import { listed } from '../../onboarding/inventory/list-consumers';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import { consumerName } from '../../onboarding/names';
import { requireReseller, unknownConsumer } from '../../onboarding/plan/require-consumer';
import type { CommonOptions, Context } from '../context';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import { consumerKeyArgument, resellerArgument } from '../options/arguments';
import { commonOptions, DEFAULT_CONFIG, dryRunOption, examples } from '../options/common-options';

interface NotifyOptions extends CommonOptions {
  readonly notice?: NoticeKind;
  readonly again?: boolean;
  readonly dryRun?: boolean;
}

/** A notice with its mail, and what became of it; without an outcome it was not sent. */
interface Notified {
  readonly due: DueNotice;
  readonly mail: Mail;
  readonly outcome?: Delivery;
}

/** `consumer notify RESELLER K`. */
export function consumerNotify(parent: Command, handler: Handler): void {
  const command = parent
    .command('notify')
    .description('send the notices to a consumer that are due, without waiting for the clock')
    .addArgument(resellerArgument())
    .addArgument(consumerKeyArgument())
    .addOption(new Option('--notice <name>', 'only this notice').choices(NOTICE_KINDS))
    .option('--again', 'send notices that were sent before, too');
  examples(
    commonOptions(dryRunOption(command)),
    'consumer notify alpha crm-prod --dry-run',
    'consumer notify alpha crm-prod --notice onboarded --again',
  );
  command.action(
    handler.run(async (context, options: NotifyOptions, reseller: string, consumerKey: string) => {
      const settings = await requireNotices(context, options, reseller);
      const { gateway, consumer } = await readConsumer(context, reseller, consumerKey);
      const { noticePorts } = await import('../aws/notice-ports.ts');
      const delivery = await noticePorts(options, settings, context.io);
      const notices = await chosenNotices(context, { gateway, consumer }, options, delivery);
      const notified: Notified[] = [];
      for (const due of notices) {
        const mail = render(settings, gateway, due);
        if (options.again && !options.dryRun) await delivery.memory.release(noticeId(due));
        notified.push({ due, mail, ...(!options.dryRun && { outcome: await deliver(delivery, noticeId(due), mail) }) });
      }
      const result = { consumerKey, reseller, notices: notified.map(noticeJson) };
      context.out.result(result, () => notified.map(noticeText).join('\n\n') || 'No notice is due.');
      const failed = notified.some(({ outcome }) => typeof outcome === 'object');
      return failed ? EXIT_CODES.failed : EXIT_CODES.done;
    }),
  );
}

async function requireNotices(
  context: Context,
  { config = DEFAULT_CONFIG, dryRun }: NotifyOptions,
  reseller: string,
): Promise<NoticeSettings> {
  const { readConfiguration } = await import('../resellers.ts');
  const settings = noticeSettings(readConfiguration(context, config));
  const file = `config/${context.environment}/platform.yaml`;
  if (!settings?.resellers.some(({ id }) => id === reseller)) {
    const remedy = `declare "notices" in ${file} (docs/how-to/notify-contacts.md), or set "send: true" in the reseller's file`;
    throw new OnboardingError('usage', `Notices to consumers of ${reseller} are not declared: ${remedy}.`);
  }
  if (settings.from === undefined && !dryRun) {
    const remedy = `declare notices.from in ${file}. Without it, only the function on its clock sends notices, to the topic of the alarms`;
    throw new OnboardingError('usage', `There is no sender: ${remedy}.`);
  }
  return settings;
}

async function readConsumer(context: Context, reseller: string, consumerKey: string) {
  const { credentials, gateways } = await context.ports();
  const gateway = await requireGateway(gateways, context.environment, reseller);
  const entry = await credentials.describe(consumerName(gateway, consumerKey));
  const consumer = entry && !entry.deletedAt && listed(gateway.resellerId, consumerKey, entry).consumer;
  if (!consumer) throw unknownConsumer(consumerKey, reseller);
  requireReseller(consumer, reseller);
  return { gateway, consumer };
}

/** Returns the notices that are due; a notice that is asked for and needs no values is always due. */
async function chosenNotices(
  context: Context,
  { gateway, consumer }: { readonly gateway: GatewayDescriptor; readonly consumer: PublicConsumer },
  { notice }: NotifyOptions,
  { memory }: DeliveryPorts,
): Promise<readonly DueNotice[]> {
  const now = context.io.now();
  const ports = await context.ports();
  const quotas = await quotaNotices(ports.metering, gateway, [consumer], now);
  const due = [
    ...dueNotices(consumer, now),
    ...(await oldSecretNotices({ logs: () => ports.logs(), memory, now: () => now }, gateway, [consumer])),
    // The others are of a quota that all consumers of the reseller share.
    ...quotas.filter((one) => one.consumer),
  ];
  if (notice === undefined) return due;
  const chosen = due.filter(({ kind }) => kind === notice);
  if (chosen.length > 0) return chosen;
  const values: readonly string[] = NOTICES[notice];
  if (values.some((name) => name !== 'kit')) {
    const known = due.map(({ kind }) => kind).join(', ') || 'none';
    const message = `The notice ${notice} is not due for consumer ${consumer.consumerKey}; due are: ${known}.`;
    throw new OnboardingError('usage', message);
  }
  return [{ kind: notice, occasion: 'by hand', reseller: consumer.reseller, consumer, values: {} }];
}

function render(settings: NoticeSettings, gateway: GatewayDescriptor, due: DueNotice): Mail {
  const reseller = settings.resellers.find(({ id }) => id === due.reseller)!;
  const to = recipientsOf(due, reseller);
  if (to.length > 0) return renderNotice(due, to, settings, { reseller, gateway });
  const remedy = `Add one with "consumer update ${due.reseller} ${due.consumer?.consumerKey} --emails", or contacts to the reseller's file`;
  throw new OnboardingError('usage', `Neither the consumer nor the reseller has a mail address. ${remedy}.`);
}

function noticeJson({ due, mail, outcome }: Notified) {
  const { to, subject, text } = mail;
  const state = outcome === undefined ? 'planned' : typeof outcome === 'object' ? 'failed' : outcome;
  const problem = typeof outcome === 'object' ? { problem: outcome.failed } : {};
  return { notice: due.kind, state, ...problem, to, subject, text };
}

function noticeText({ due, mail: { to, subject, text }, outcome }: Notified): string {
  if (outcome === undefined) return `To: ${to.join(', ')}\nSubject: ${subject}\n\n${text.trimEnd()}`;
  if (outcome === 'sent') return `${due.kind}: sent to ${to.join(', ')}.`;
  if (outcome === 'known') return `${due.kind}: was sent before; send it again with --again.`;
  return `${due.kind}: not sent: ${outcome.failed}`;
}
