import type { TokenReport } from '../../diagnose/explain-token';
import type { Output } from './output';
import { printableText } from './printable';

/** Writes the report about a token for a person: the verdict and what to do first, then what it is based on. */
export function tokenText(report: TokenReport, now: Date, colors: Output['colors']): string {
  const { header, claims, otherClaims, consumerKey, expected } = report;
  return [
    ...verdictLines(report, colors),
    '',
    ...memberLines('Header', header),
    ...memberLines('Claims', claims, (name) => inWords(report.times[name], now)),
    ...memberLines('The gateway expects', {
      alg: expected.algorithms,
      iss: expected.issuer,
      aud: expected.audience,
      'claim of the subject': expected.subjectClaim,
    }),
    ...(otherClaims.length > 0 ? [printableText(`Other claims, not shown: ${otherClaims.join(', ')}`)] : []),
    ...(consumerKey === undefined ? [] : [`Consumer key of its subject: ${consumerKey}`]),
  ].join('\n');
}

const SIGNATURES: Readonly<Record<TokenReport['signature'], string>> = {
  verified: 'Its signature verifies with a key of the file.',
  wrong: 'Its signature verifies with no key of the file.',
  unchecked: 'Its signature was not checked: that needs --keys with the keys of the identity provider.',
};

function verdictLines({ verdict, refusal, signature }: TokenReport, { green, yellow }: Output['colors']): string[] {
  if (verdict === 'accepted' || !refusal) {
    return [green('The gateway accepts the header and the claims of the token.'), SIGNATURES[signature]];
  }
  return [
    yellow(`The gateway refuses the token: ${refusal.code}. ${refusal.message}`),
    `  What to do: ${refusal.remedy}`,
    ...(signature === 'unchecked' && refusal.code !== 'token_invalid' ? [] : [SIGNATURES[signature]]),
  ];
}

function memberLines(
  title: string,
  members: Readonly<Record<string, unknown>> | undefined,
  remark: (name: string) => string | undefined = () => undefined,
): string[] {
  if (!members) return [`${title}: cannot be read as JSON`];
  return [
    `${title}:`,
    ...Object.entries(members).map(([name, value]) => {
      const said = remark(name);
      return `  ${printableText(`${name}: ${JSON.stringify(value)}`)}${said === undefined ? '' : `  (${said})`}`;
    }),
  ];
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** An instant, and how far it is from now, such as `2026-11-26T12:00:00Z, 4 minutes ago`. */
function inWords(instant: string | undefined, now: Date): string | undefined {
  if (instant === undefined) return undefined;
  const seconds = Math.round((Date.parse(instant) - now.getTime()) / 1000);
  const [unit, length] = UNITS.find(([, least]) => Math.abs(seconds) >= 2 * least) ?? ['second', 1];
  return `${instant}, ${new Intl.RelativeTimeFormat('en').format(Math.trunc(seconds / length), unit)}`;
}
