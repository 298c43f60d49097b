import type { CaseGroup, ConformanceCase, Failure } from '../conformance/case';

/** Part of a verification. */
export type LineGroup = 'connection' | CaseGroup;

/** Result of a verification for each brand endpoint that was asked; the worst of its routes. */
export type Backends = Readonly<Record<string, 'held' | 'failed' | 'unknown'>>;

/** One fact about a gateway, checked. */
export interface Line extends Pick<ConformanceCase, 'id' | 'title' | 'proves'> {
  readonly group: LineGroup;
  /** `noted` for a line that only informs and does not hold; `unknown` when it could not be checked. */
  readonly state: 'held' | 'failed' | 'noted' | 'unknown';
  /** The observation, or the reason for which it could not be checked; empty if the title says everything. */
  readonly found: string;
  /** Cause and remedy of a line that does not hold. */
  readonly failure?: Failure;
  /** Result by brand endpoint, of the line about routes with UI nodes of their own. */
  readonly backends?: Backends;
}

/** A line before its check. */
export type Subject = Pick<Line, 'id' | 'group' | 'title' | 'proves'>;

/** A line that holds. */
export function held({ id, group, title, proves }: Subject, found = ''): Line {
  return { id, group, title, proves, state: 'held', found };
}

/** A line that could not be checked. */
export function unknown({ id, group, title, proves }: Subject, why: string): Line {
  return { id, group, title, proves, state: 'unknown', found: why };
}

/** A line that does not hold. */
export function failed({ id, group, title, proves }: Subject, found: string, failure: Failure): Line {
  return { id, group, title, proves, state: 'failed', found, failure };
}

/** A line that does not hold and only informs. */
export function noted(subject: Subject, found: string, failure: Failure): Line {
  return { ...failed(subject, found, failure), state: 'noted' };
}
