import type { Session } from '../../contract';

/** Properties of every page: the session, and the parts of the path that its route names. */
export interface PageProps {
  readonly session: Session;
  readonly params: Readonly<Record<string, string>>;
}
