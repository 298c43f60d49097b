import type { CapturedRequest } from './inputs/captured-request';
import { diagnose, type DiagnoseOptions } from './diagnose';
import { withoutSecrets } from './redact';
import { type DiagnosisReport, reportOf } from './report';

/** The diagnosis of a request failed, for a reason that must not be shown: it could quote a secret. */
export class DiagnosisError extends Error {
  override readonly name = 'DiagnosisError';
}

/**
 * Diagnoses a request. The report, and the message of any error, repeat no secret.
 *
 * @throws DiagnosisError
 */
export function diagnoseReport(captured: CapturedRequest, options: DiagnoseOptions): DiagnosisReport {
  try {
    const secrets = options.secrets.map(({ value }) => value);
    return withoutSecrets(reportOf(diagnose(captured, options)), secrets);
  } catch (error) {
    const kind = error instanceof Error ? error.name : 'something other than an error';
    // Its cause is left out, because it could quote a secret.
    throw new DiagnosisError(`The request could not be diagnosed (${kind}). This is a fault of aps-gateway.`);
  }
}
