import { parseAuthorizationHeader } from '../../../../lambda/authorizer/oauth1/authorization-header';
import { KNOWN_FAULTS } from '../../../../lambda/authorizer/oauth1/known-faults/known-faults';
import type { Parameter } from '../../../../lambda/authorizer/oauth1/parameter';
import { percentEncode } from '../../../../lambda/authorizer/oauth1/percent-encoding';
import { parseTypedQuery } from '../../../../lambda/authorizer/oauth1/query-parameters';
import { correctSigning, type SentRequest, signatureOf } from '../../../../lambda/authorizer/oauth1/signing';
import { type RecordedFault, recordedFaults } from '../../support/recorded-faults';

function sentRequest({ method, url, authorization, body }: RecordedFault): SentRequest {
  const { hostname, port, pathname } = new URL(url);
  return {
    method,
    host: hostname,
    port: port === '' ? undefined : Number(port),
    path: pathname,
    query: parseTypedQuery(url.split('?')[1] ?? ''),
    protocol: parametersOf(authorization).filter(([name]) => name !== 'oauth_signature'),
    signatureMethod: 'HMAC-SHA1',
    ...(body !== undefined && { body }),
  };
}

function parametersOf(authorization: string): readonly Parameter[] {
  const parsed = parseAuthorizationHeader(authorization);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
}

/** Ids of the faults under which a recorded signature matches. */
function explanations(recorded: RecordedFault): readonly string[] {
  const [, signature] = parametersOf(recorded.authorization).find(([name]) => name === 'oauth_signature')!;
  const correct = correctSigning(sentRequest(recorded));
  return KNOWN_FAULTS.filter(({ change }) =>
    change(correct).some((signing) => signatureOf(signing, percentEncode(recorded.consumerSecret)) === signature),
  ).map(({ id }) => id);
}

/** Mistakes that no fault of the list can explain: another secret or host, which only the sender knows. */
const UNEXPLAINED = ['host of the platform signed (brand endpoint)', "secret of the other reseller's consumer"];

test.each(
  recordedFaults().map((recorded, index) => [index, recorded.client, recorded.transformation, recorded] as const),
)('recorded request %i of %s is explained: %s', (_index, _client, transformation, recorded) => {
  expect(explanations(recorded).length > 0).toBe(!UNEXPLAINED.includes(transformation));
});
