import type { NoticeKind } from './templates/kinds';
import type { NoticeTemplate } from './templates/template';

/** By language, such as `en`: the template of each notice. */
export type NoticeTemplates = Readonly<Record<string, Readonly<Record<NoticeKind, NoticeTemplate>>>>;

/** Appearance of the mails of a reseller. */
export interface Brand {
  readonly name: string;
  /** Address, URL or telephone number of the support. */
  readonly support?: string;
  /** Colour of the heading, `#rrggbb`. */
  readonly color?: string;
}

/** A reseller whose consumers get notices. */
export interface NotifiedReseller {
  readonly id: string;
  readonly displayName: string;
  /** Mail addresses that get what has no address of its own. */
  readonly contacts: readonly string[];
  readonly language: string;
  readonly brand: Brand;
  /** Address of the welcome kit. */
  readonly kitUrl?: string;
}

/** The way that mails are sent: by SES, or to the topic of the alarms. */
export interface SenderSettings {
  /** A verified identity of SES; without one, notices go to the alarm topic. */
  readonly from?: string;
  readonly replyTo?: string;
  /** SES configuration set, which records bounces and complaints. */
  readonly configurationSet?: string;
}

/** Everything that the function needs to know about its environment. */
export interface NoticeSettings extends SenderSettings {
  readonly environment: string;
  readonly resellers: readonly NotifiedReseller[];
  readonly templates: NoticeTemplates;
}
