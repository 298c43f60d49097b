import { Rejection } from '../rejection';

/** A request path with and without the stage; both raw. */
export interface StagePath {
  /** `requestContext.path`: what the caller requested, stage included. */
  readonly requested: string;
  /** `path`: what follows the stage, with one leading slash. */
  readonly inside: string;
}

/**
 * Takes the stage off a request path. Extra slashes before the stage vanish from both views, extra ones right after it
 * from the inner view only, inner ones stay (recorded for the Lambda proxy event).
 * @throws Rejection for a path outside the stage
 */
export function splitStage(path: string, stage: string): StagePath {
  const requested = path.replace(/^\/+/, '/');
  const prefix = `/${stage}`;
  if (requested !== prefix && !requested.startsWith(`${prefix}/`)) {
    // Without a stage no gateway response applies: AWS answers a plain 403 (observed).
    throw new Rejection('MISSING_AUTHENTICATION_TOKEN', 'Forbidden', { fixedStatus: 403 });
  }
  const inside = requested.slice(prefix.length).replace(/^\/+/, '/');
  return { requested, inside: inside === '' ? '/' : inside };
}
