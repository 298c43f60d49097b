import { SIGNATURE_METHODS } from '../../lambda/authorizer/contract';
import { diagnoseReport } from '../diagnose/diagnose-report';
import { readUrl } from '../diagnose/inputs/captured-request';
import type { DiagnosisReport } from '../diagnose/report';

/** A request as its client sent it. */
export interface RequestToDiagnose {
  readonly method: string;
  /** Absolute URL exactly as it was sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Without it, only what comes before the signature is checked. */
  readonly consumerSecret?: string;
  /** Hosts that the client may have signed in place of the one that it called. @default none */
  readonly signedHosts?: readonly string[];
}

/**
 * Finds out why a gateway refuses a request, or with which fault its signature was made. The report repeats no secret and no
 * signature.
 *
 * @param now time at which a gateway gets the request
 * @throws UnreadableInputError for a URL that is not absolute
 */
export function diagnoseRequest(request: RequestToDiagnose, now: Date): DiagnosisReport {
  const { method, url, headers, body, consumerSecret, signedHosts = [] } = request;
  return diagnoseReport(
    { method, url: readUrl(url), headers: Object.entries(headers), remarks: [], ...(body !== undefined && { body }) },
    {
      secrets: consumerSecret === undefined ? [] : [{ value: consumerSecret, role: 'given' }],
      hosts: signedHosts,
      signatureMethods: SIGNATURE_METHODS,
      nowMs: now.getTime(),
    },
  );
}
