import { Allowed, type Decision, Denied, identityOf } from './decision';
import type { AuthorizerPorts } from './ports';
import { applyRules } from './stages/apply-rules';
import { authenticateConsumer } from './stages/authenticate-consumer';
import { claimNonce } from './stages/claim-nonce';
import { guardHeaders } from './stages/guard-headers';
import { guardBody, guardClientCertificate, guardPath, guardQuery, guardDroppedSlash } from './stages/guard-request';
import { readFreshTimestamp } from './stages/read-fresh-timestamp';
import { readParameters } from './stages/read-parameters';
import { readRequest } from './stages/read-request';
import { replaceHeaders } from './stages/replace-headers';
import type { Trace } from './trace';

/**
 * Decides about one request. The stages run in this order so that a request without a valid signature can neither use
 * up a nonce nor learn anything about a consumer.
 *
 * @param event REQUEST authorizer event, in any state
 * @throws AuthorizerUnavailableError when the request cannot be checked
 */
export async function authorize(event: unknown, ports: AuthorizerPorts, trace: Trace = {}): Promise<Decision> {
  const { settings, clock } = ports;
  const request = readRequest(event);
  if (request instanceof Denied) return request;
  const refused =
    guardClientCertificate(request, settings.clientCertificate) ??
    guardPath(request) ??
    guardDroppedSlash(request, settings.forwarding) ??
    guardHeaders(request.headers, settings.allowedApsHeaders) ??
    guardBody(request) ??
    guardQuery(request);
  if (refused) return refused;

  const parameters = readParameters(request, settings);
  if (parameters instanceof Denied) return parameters;

  const timestamp = readFreshTimestamp(parameters.timestamp, clock(), settings);
  if (timestamp instanceof Denied) return timestamp;

  const consumer = await authenticateConsumer(request, parameters, ports, trace);
  if (consumer instanceof Denied) return consumer;

  const replayed = await claimNonce(consumer, { ...parameters, ...timestamp }, ports, trace);
  if (replayed) return replayed;

  const refusedByRule = applyRules(consumer, request, parameters.signatureMethod, clock());
  return (
    refusedByRule ??
    new Allowed(identityOf(consumer), consumer.apiKeyValue, replaceHeaders(request, parameters, settings.forwarding))
  );
}
