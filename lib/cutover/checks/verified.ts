import type { GatewayDescriptor } from '../../descriptor';
import type { Verification } from '../../verify/last-verification';
import type { CutoverCheck } from '../check';
import { CERTIFICATE_LINES, PLATFORM_LINE } from '../verify-lines';

/** Age beyond which a verification says too little about the moment of the cut-over. */
const MAX_AGE_MINUTES = 60;

const MINUTE_MS = 60_000;

/** Subject of a verification before a cut-over. */
interface Verified extends Pick<GatewayDescriptor, 'url'> {
  readonly reseller: string;
  /** Keys of the reseller's consumers. A gateway may serve other resellers, too, each with a property of its own. */
  readonly consumerKeys: readonly string[];
}

/**
 * Checks that the gateway was verified within the hour by a consumer of the reseller, and that no line failed, except the
 * one about the platform's answer: it cannot hold before the property names the gateway, and counts only if a direct call
 * shows that as the cause.
 */
export function checkVerified(
  verification: Verification | undefined,
  { url, reseller, consumerKeys }: Verified,
  now: Date,
): CutoverCheck {
  if (verification === undefined) return fails('There is no verification of this gateway that this version can read.');
  if (verification.url !== url) return fails(`The last verification called ${verification.url}, not ${url}.`);
  const { consumerKey, failed, unknown, propertyNotSet = false } = verification;
  if (!consumerKeys.includes(consumerKey))
    return fails(
      `The last verification was made as ${consumerKey}, which is not a consumer of ${reseller}; each reseller has a property of its own.`,
    );
  const minutes = Math.floor((now.getTime() - Date.parse(verification.at)) / MINUTE_MS);
  if (minutes > MAX_AGE_MINUTES)
    return fails(`The last verification is ${ageText(minutes)} old; at most ${MAX_AGE_MINUTES} minutes count.`);
  const broken = failed.filter((line) => line !== PLATFORM_LINE || !propertyNotSet);
  if (broken.length > 0)
    return fails(`These lines of the last verification failed: ${broken.join(', ')}.${hint(broken)}`);
  if (unknown.includes(PLATFORM_LINE))
    return fails(`The last verification could not check ${PLATFORM_LINE}, the platform's answer.`);
  return { id: 'verified', verdict: 'holds', found: foundText(verification, minutes) };
}

/** Checks that the last verification found a trusted certificate for the host name, with time left. */
export function checkCertificate(verification: Verification | undefined): CutoverCheck {
  const remedy = 'Check the domain and its certificate in ACM, then run "aps-gateway verify", without --connect.';
  const unseen = CERTIFICATE_LINES.filter((line) => verification?.unknown.includes(line) ?? true);
  if (unseen.length > 0)
    return { id: 'certificate', verdict: 'unknown', found: `No verification checked ${unseen.join(', ')}.`, remedy };
  const broken = CERTIFICATE_LINES.filter((line) => verification?.failed.includes(line));
  if (broken.length > 0)
    return {
      id: 'certificate',
      verdict: 'fails',
      found: `The last verification failed at ${broken.join(', ')}.`,
      remedy,
    };
  const found = `The last verification found it valid and trusted (${CERTIFICATE_LINES.join(', ')}).`;
  return { id: 'certificate', verdict: 'holds', found };
}

/** A refusal by the platform may have other causes than the property, which a direct call rules out. */
function hint(broken: readonly string[]): string {
  return broken.includes(PLATFORM_LINE)
    ? ` Nothing shows that ${PLATFORM_LINE} failed only because the property is not set: give "verify" the --brand-endpoint, and read what it says about the line.`
    : '';
}

function fails(found: string): CutoverCheck {
  const remedy = 'Run "aps-gateway verify", mend what it names, then run this command again.';
  return { id: 'verified', verdict: 'fails', found, remedy };
}

function foundText({ held, failed, unknown, consumerKey }: Verification, minutes: number): string {
  const platform = failed.includes(PLATFORM_LINE)
    ? `The platform refuses the gateway (${PLATFORM_LINE}) and accepts direct requests, as it does until the property is set.`
    : 'The platform accepts requests through the gateway: the property is set already.';
  const unchecked = unknown.length === 0 ? '' : ` Not checked: ${unknown.join(', ')}.`;
  return `Verified ${ageText(minutes)} ago as ${consumerKey}: ${held} lines held. ${platform}${unchecked}`;
}

function ageText(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}
