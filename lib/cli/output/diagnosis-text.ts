import type { BaseString } from '../../diagnose/base-string';
import type { Comparison } from '../../diagnose/difference';
import type { DiagnosisReport } from '../../diagnose/report';
import { decodedText, printable } from './base-string-text';
import type { Output } from './output';

type Colors = Output['colors'];

/** Characters of a base string that are shown before and after the first difference. */
const AROUND_DIFFERENCE = 36;

/** Writes a diagnosis for a person: the verdict and what to do first, then what it is based on. */
export function diagnosisText(report: DiagnosisReport, colors: Colors): string {
  return [
    requestText(report, colors),
    verdictText(report, colors),
    refusalsText(report, colors),
    hintsText(report, colors),
    baseStringsText(report, colors),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function requestText({ request, answer, remarks }: DiagnosisReport, { bold }: Colors): string {
  const { method, url, consumerKey, signatureMethod, timestamp } = request;
  return [
    bold(printable(`${method} ${url}`)),
    ...(consumerKey === undefined
      ? []
      : [printable(`consumer key ${consumerKey}, ${signatureMethod}, timestamp ${dateText(timestamp)}`)]),
    ...(answer ? [printable(`answered ${[answer.status, answer.code].filter(Boolean).join(' ')}`)] : []),
    ...remarks.map((remark) => `Note: ${remark}`),
  ].join('\n');
}

function dateText(timestamp = ''): string {
  const time = new Date(Number(timestamp) * 1000);
  return Number.isNaN(time.getTime()) ? timestamp : `${timestamp} (${time.toISOString().replace('.000', '')})`;
}

function verdictText(report: DiagnosisReport, colors: Colors): string {
  const { faults, alternatives } = report;
  const good = report.verdict === 'verifies' && report.secret?.role !== 'ended' && report.refusals.length === 0;
  const remedies = faults.flatMap(({ remedy, clients }) => [
    `  What to do: ${remedy}`,
    ...(clients.length > 0 ? [`  Known from: ${clients.join(', ')}.`] : []),
  ]);
  const others = alternatives.map(
    ({ sentence, remedy, clients }) =>
      `  Or: with ${sentence}${clients.length > 0 ? ` (${clients.join(', ')})` : ''}. ${remedy}`,
  );
  return [(good ? colors.green : colors.yellow)(sentenceOf(report)), ...remedies, ...others].join('\n');
}

function sentenceOf(report: DiagnosisReport): string {
  const { verdict, faults } = report;
  switch (verdict) {
    case 'verifies':
      return `The signature verifies${secretText(report)}.${afterVerified(report)}`;
    case 'explained': {
      const [first, second] = faults.map(({ sentence }) => sentence);
      const made =
        second === undefined
          ? `The client makes a known fault: the signature verifies with ${first}`
          : `The client makes two known faults: the signature verifies with ${first}, and with ${second}`;
      const right = faults.every(({ proves }) => proves === 'secret') && report.secret?.role !== 'ended';
      return `${made}${secretText(report)}.${right ? ' The consumer key and secret are right.' : ''}`;
    }
    case 'unexplained':
      return 'The signature does not verify, and neither one known fault of clients nor two together explain it. Most likely another secret was used, another host was signed (--signed-host), or something changed the request on its way.';
    case 'unchecked':
      return 'The signature was not checked, because no secret was given. Give it at the prompt or with --secret-file, or name the reseller.';
    case 'unreadable':
      return 'The request is refused before its signature is verified.';
  }
}

function secretText({ secret }: DiagnosisReport): string {
  const until = secret?.validUntil === undefined ? '' : `, which the gateway accepts until ${secret.validUntil}`;
  if (secret?.role === 'ended') {
    return `, but by a secret that ended on ${secret.validUntil}: sign with the current one`;
  }
  if (secret?.role === 'previous') return `, by the previous secret${until}`;
  return secret?.role === 'current' ? ', by the current secret' : '';
}

function afterVerified({ secret, answer, refusals }: DiagnosisReport): string {
  if (secret?.role === 'ended' || refusals.length > 0) return '';
  return answer?.code === 'signature_invalid'
    ? ' The gateway got another request than this one: look for a proxy or a library that changes it after signing.'
    : ' A gateway that refuses it has another reason: the code of its answer says which ("aps-gateway explain CODE").';
}

function refusalsText({ refusals, verdict }: DiagnosisReport, { bold }: Colors): string {
  if (refusals.length === 0) return '';
  const title = verdict === 'unreadable' ? 'Why:' : 'Reasons to refuse the request before its signature is verified:';
  return [bold(title), ...refusals.map(({ code, message, remedy }) => `- ${code}: ${message} ${remedy}`)].join('\n');
}

function hintsText({ hints }: DiagnosisReport, { bold }: Colors): string {
  if (hints.length === 0) return '';
  return [bold('Seen in the request:'), ...hints.map(({ sentence, remedy }) => `- ${sentence} ${remedy}`)].join('\n');
}

function baseStringsText({ gateway, client, comparison }: DiagnosisReport, colors: Colors): string {
  if (!gateway) return '';
  if (!client || !comparison) {
    return [
      colors.bold('Base string that the gateway verifies:'),
      gateway.text,
      ...parametersText(
        gateway.parameters.map((parameter) => ({ ...parameter, signedBy: 'both' })),
        colors,
      ),
    ].join('\n');
  }
  return [
    colors.bold('Base string that the gateway verifies:'),
    printable(gateway.text),
    colors.bold('Base string that the client signed:'),
    printable(client.text),
    colors.bold(`They differ from character ${comparison.firstDifference + 1} on:`),
    ...differenceText(gateway, client, comparison),
    '',
    colors.bold('Parameters, encoded and decoded (- only the gateway verifies it, + only the client signed it):'),
    ...parametersText(comparison.parameters, colors),
  ].join('\n');
}

function differenceText(gateway: BaseString, client: BaseString, { firstDifference }: Comparison): readonly string[] {
  const start = Math.max(0, firstDifference - AROUND_DIFFERENCE);
  const cut = (text: string) =>
    `${start > 0 ? '…' : ''}${printable(text.slice(start, firstDifference + AROUND_DIFFERENCE))}${text.length > firstDifference + AROUND_DIFFERENCE ? '…' : ''}`;
  const mark = `${' '.repeat(firstDifference - start + (start > 0 ? 1 : 0))}^`;
  return [`  gateway  ${cut(gateway.text)}`, `  client   ${cut(client.text)}`, `           ${mark}`];
}

function parametersText(parameters: Comparison['parameters'], { red, green }: Colors): readonly string[] {
  const width = Math.min(60, Math.max(...parameters.map(({ encoded }) => encoded.length)));
  return parameters.map((parameter) => {
    const line = `${printable(parameter.encoded).padEnd(width)}  ${decodedText(parameter)}`.trimEnd();
    if (parameter.signedBy === 'both') return `    ${line}`;
    return parameter.signedBy === 'gateway' ? red(`  - ${line}`) : green(`  + ${line}`);
  });
}
