import type { GatewayDescriptor } from '../descriptor';
import type { DueNotice } from './due';
import { composeMail, type Mail, usableAddresses } from './mail';
import type { NoticeSettings, NotifiedReseller } from './settings';
import type { NoticeValues } from './templates/kinds';
import { fillTemplate } from './templates/template';

/** The identity of a notice: one with the same identity is sent once. */
export function noticeId({ kind, occasion, reseller, consumer }: DueNotice): string {
  return [reseller, consumer?.consumerKey ?? '', kind, occasion].join('|');
}

/** Returns the addresses that get a notice: the consumer's own, otherwise the contacts of its reseller. */
export function recipientsOf({ consumer }: DueNotice, reseller: NotifiedReseller): readonly string[] {
  const own = usableAddresses(consumer?.about.emails ?? []);
  return own.length > 0 ? own : usableAddresses(reseller.contacts);
}

/**
 * Renders a notice in the language and the brand of its reseller.
 *
 * @param gateway the gateway that serves the reseller
 */
export function renderNotice(
  due: DueNotice,
  to: readonly string[],
  { templates }: Pick<NoticeSettings, 'templates'>,
  { reseller, gateway }: { readonly reseller: NotifiedReseller; readonly gateway: GatewayDescriptor },
): Mail {
  const template = templates[reseller.language]![due.kind];
  return composeMail(fillTemplate(template, { ...commonValues(due, reseller, gateway), ...due.values }), to, reseller);
}

function commonValues(due: DueNotice, reseller: NotifiedReseller, { url }: GatewayDescriptor): NoticeValues {
  const { consumer } = due;
  const { brand, displayName, id, kitUrl } = reseller;
  const key = consumer && { consumerKey: consumer.consumerKey, tier: consumer.tier };
  const kit = kitUrl
    ?.replaceAll('{reseller}', id)
    .replaceAll('{consumerKey}', encodeURIComponent(key?.consumerKey ?? ''));
  return {
    brand: brand.name,
    ...(brand.support !== undefined && { support: brand.support }),
    consumer: consumer ? (consumer.about.displayName ?? consumer.consumerKey) : displayName,
    ...key,
    reseller: displayName,
    url,
    ...(kit !== undefined && { kit }),
  };
}
