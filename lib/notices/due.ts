import type { PublicConsumer } from '../onboarding/consumer';
import { lastSecretEnd } from '../onboarding/last-secret-end';
import { DAY_MS } from '../periods';
import type { NoticeKind, NoticeValues } from './templates/kinds';

/** A notice that is due. It stays due for a while, and is sent once. */
export interface DueNotice {
  readonly kind: NoticeKind;
  /** Distinguishes it from others of its kind to the same consumer: the instant or the period that it is about. */
  readonly occasion: string;
  readonly reseller: string;
  /** Absent for a notice about all consumers of a reseller. */
  readonly consumer?: PublicConsumer;
  /** Values of its kind, apart from those that every notice has. */
  readonly values: NoticeValues;
}

/** Days before an end at which a notice is due. */
const DAYS_BEFORE = [1, 7, 30] as const;
/** A notice about an event is due for this long: an environment that starts with notices sends none about old events. */
const EVENT_MS = 2 * DAY_MS;
/** Time before the end of an overlap in which the use of the previous secret matters. */
export const OVERLAP_MS = 2 * DAY_MS;

/** Returns the notices that follow from the record of a consumer. Pure. */
export function dueNotices(consumer: PublicConsumer, now: Date): readonly DueNotice[] {
  const of = (kind: NoticeKind, occasion: string, values: NoticeValues = {}): DueNotice => ({
    kind,
    occasion,
    reseller: consumer.reseller,
    consumer,
    values,
  });
  const events = eventNotices(consumer, now).map(([kind, at]) => of(kind, at));
  // It is refused anyway, and resuming it makes the notices due.
  if (consumer.status === 'suspended') return events;
  const ends = [
    ['secret-expires', lastSecretEnd(consumer)] as const,
    ['validity-expires', consumer.rules?.validUntil] as const,
  ].flatMap(([kind, end]) => {
    const days = end === undefined ? undefined : daysBefore(end, now);
    return end === undefined || days === undefined
      ? []
      : [of(kind, `${instant(end)}/${days}`, { end: shownInstant(end), days: String(daysLeft(end, now)) })];
  });
  return [...events, ...ends];
}

function eventNotices({ about, status }: PublicConsumer, now: Date): readonly (readonly [NoticeKind, string])[] {
  const { onboardedAt, statusChangedAt, offboarding } = about;
  if (offboarding) return [];
  const events = [
    ['onboarded', onboardedAt] as const,
    [status === 'suspended' ? 'suspended' : 'resumed', statusChangedAt] as const,
  ];
  return events.flatMap(([kind, at]) => (at !== undefined && isRecent(at, now) ? [[kind, instant(at)] as const] : []));
}

function isRecent(at: string, now: Date): boolean {
  const ageMs = now.getTime() - Date.parse(at);
  return ageMs >= 0 && ageMs < EVENT_MS;
}

/** The smallest of the days before an end that has been reached; `undefined` long before it, and after it. */
function daysBefore(end: string, now: Date): number | undefined {
  const leftMs = Date.parse(end) - now.getTime();
  return leftMs <= 0 ? undefined : DAYS_BEFORE.find((days) => leftMs <= days * DAY_MS);
}

function daysLeft(end: string, now: Date): number {
  return Math.max(1, Math.ceil((Date.parse(end) - now.getTime()) / DAY_MS));
}

/**
 * Returns the end of a consumer's previous secret if an overlap ends soon, after which only the newest is accepted;
 * `undefined` otherwise.
 */
export function endingOverlap({ status, secrets: [newest, previous] }: PublicConsumer, now: Date): string | undefined {
  const end = previous?.validUntil;
  if (status === 'suspended' || end === undefined) return undefined;
  const leftMs = Date.parse(end) - now.getTime();
  const outlived = newest?.validUntil === undefined || Date.parse(newest.validUntil) > Date.parse(end);
  return outlived && leftMs > 0 && leftMs <= OVERLAP_MS ? end : undefined;
}

/** The notice that a previous secret is still in use although its end is near. */
export function oldSecretNotice(consumer: PublicConsumer, end: string, lastUsed: Date): DueNotice {
  return {
    kind: 'old-secret-in-use',
    occasion: instant(end),
    reseller: consumer.reseller,
    consumer,
    values: { end: shownInstant(end), lastUsed: shownInstant(lastUsed.toISOString()) },
  };
}

/** An instant in one spelling, so that other spellings of it are the same occasion. */
export function instant(text: string): string {
  return new Date(text).toISOString();
}

/** An instant as mails show it, such as `2027-01-31 00:00 UTC`. */
export function shownInstant(text: string): string {
  return `${instant(text).slice(0, 16).replace('T', ' ')} UTC`;
}
