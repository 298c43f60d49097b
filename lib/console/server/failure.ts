import { OnboardingError } from '../../onboarding/errors';
import type { Failure } from '../contract';
import { PlanChangedError } from './api';

/** Status of an answer, by the code of its failure. */
export const STATUS: Readonly<Record<Failure['code'], number>> = {
  failed: 502,
  usage: 400,
  notFound: 404,
  conflict: 409,
  readOnly: 403,
  signedOut: 401,
};

/**
 * Returns what the page shows of an error. Errors of this program or a library may hold anything: only their kind is
 * shown.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof PlanChangedError) return { code: error.code, message: error.message, plan: error.steps };
  if (error instanceof OnboardingError) return { code: error.code, message: error.message };
  const name = error instanceof Error ? error.name : typeof error;
  return { code: 'failed', message: `The console failed (${name}). The command that is shown may say more.` };
}
