import { callerName } from '../../onboarding/caller-name';
import type { ConsumerView, SheddingView } from '../contract';

interface Attributed {
  readonly by: string | null;
}

/** The state from `shed`, with names in place of ARNs. */
export function namedShedding(result: unknown): SheddingView {
  const view = result as SheddingView;
  return { ...view, manual: named(view.manual), automaticPause: named(view.automaticPause) };
}

/** A consumer whose last change has a name in place of an ARN. */
export function namedChange(consumer: ConsumerView): ConsumerView {
  return { ...consumer, lastChange: named(consumer.lastChange) };
}

function named<T extends Attributed>(done: T | null): T | null {
  return done && { ...done, by: done.by === null ? null : callerName(done.by) };
}
