import type { KnownFault } from '../../lambda/authorizer/oauth1/known-faults/known-faults';
import type { AcceptableParameters } from '../../lambda/authorizer/stages/read-parameters';
import { type BaseString, readBaseString } from './base-string';
import type { Diagnosis, Verdict } from './diagnose';
import { compareBaseStrings, type Comparison } from './difference';
import type { CandidateSecret } from './explain-signature';
import type { EarlyRefusal } from './gateway-view';
import type { Hint } from './hints';
import type { CapturedAnswer } from './inputs/captured-request';

/** A diagnosis as data, without signature and headers: those could be sent again. */
export interface DiagnosisReport {
  readonly verdict: Verdict['kind'];
  /** The secret that the signature was made with; absent if none is proved. */
  readonly secret?: Omit<CandidateSecret, 'value'>;
  readonly faults: readonly ReportedFault[];
  /** Other single faults that lead to the same signature. */
  readonly alternatives: readonly ReportedFault[];
  /** Reasons to refuse the request before its signature is verified. */
  readonly refusals: readonly EarlyRefusal[];
  readonly hints: readonly Hint[];
  readonly remarks: readonly string[];
  readonly request: ReportedRequest;
  readonly answer?: CapturedAnswer;
  /** The base string that a gateway verifies. */
  readonly gateway?: BaseString;
  /** The base string that the client signed, if it is another one. */
  readonly client?: BaseString;
  readonly comparison?: Comparison;
}

type ReportedFault = Pick<KnownFault, 'id' | 'sentence' | 'remedy' | 'clients' | 'proves'>;

/** The parts of a request that a report repeats. */
export interface ReportedRequest {
  readonly method: string;
  readonly url: string;
  readonly consumerKey?: string;
  readonly signatureMethod?: string;
  /** Seconds since 1970, as sent. */
  readonly timestamp?: string;
  readonly nonce?: string;
}

/** Makes the report of a diagnosis. */
export function reportOf({ captured, view, hints, verdict, baseString }: Diagnosis): DiagnosisReport {
  const explanation = 'faults' in verdict ? verdict : undefined;
  const gateway = baseString === undefined ? undefined : readBaseString(baseString);
  const client = explanation && readBaseString(explanation.baseString);
  const comparison = gateway && client && compareBaseStrings(gateway, client);
  return {
    verdict: verdict.kind,
    ...(explanation?.secret && { secret: explanation.secret }),
    faults: (explanation?.faults ?? []).map(reportedFault),
    alternatives: (explanation?.alternatives ?? []).map(reportedFault),
    refusals: view.refusals,
    hints,
    remarks: captured.remarks,
    request: {
      method: captured.method,
      url: captured.url,
      ...(view.parameters && protocolOf(view.parameters)),
    },
    ...(captured.answer && { answer: captured.answer }),
    ...(gateway && { gateway }),
    ...(comparison && { client, comparison }),
  };
}

function protocolOf({
  consumerKey,
  signatureMethod,
  timestamp,
  nonce,
}: AcceptableParameters): Partial<ReportedRequest> {
  return { consumerKey, signatureMethod, timestamp, nonce };
}

function reportedFault({ id, sentence, remedy, clients, proves }: KnownFault): ReportedFault {
  return { id, sentence, remedy, clients, proves };
}
