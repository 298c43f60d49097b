import { Allowed, type Decision, Denied, identityOf } from './decision';
import type { AuthorizerPorts } from './ports';
import { applyRules } from './stages/apply-rules';
import { claimNonce } from './stages/claim-nonce';
import { guardHeaders } from './stages/guard-headers';
import { guardBody, guardClientCertificate, guardPath, guardQuery, guardDroppedSlash } from './stages/guard-request';
import { guardNestedRoutes } from './stages/guard-route';
import { readRequest } from './stages/read-request';
import { replaceHeaders } from './stages/replace-headers';
import type { Trace } from './trace';

/**
 * Decides about one request. The stages run in this order so that a request that proves nothing can neither use up a
 * nonce nor learn anything about a consumer. How a request is authenticated is chosen when the function is bundled.
 *
 * @param event REQUEST authorizer event, in any state
 * @throws AuthorizerUnavailableError when the request cannot be checked
 */
export async function authorize(event: unknown, ports: AuthorizerPorts, trace: Trace = {}): Promise<Decision> {
  const { settings, clock, shedding } = ports;
  const request = readRequest(event);
  if (request instanceof Denied) return request;
  const refused =
    guardClientCertificate(request, settings.clientCertificate) ??
    guardPath(request) ??
    guardNestedRoutes(request, settings.nestedRoutes) ??
    guardDroppedSlash(request, settings.forwarding) ??
    guardHeaders(request.headers, settings.allowedApsHeaders) ??
    guardBody(request) ??
    guardQuery(request);
  if (refused) return refused;

  trace.sourceIp = request.sourceIp;
  trace.vpcEndpoint = request.vpcEndpoint;
  // Reads the level, if that is due, while the credentials are looked up.
  shedding?.refresh();
  const authenticated = await ports.authenticate(request, ports, trace);
  if (authenticated instanceof Denied) return authenticated;
  const { consumer, nonce, signatureMethod, authorization, attempt } = authenticated;

  const shed = shedding && (await shedding.shedLoad(consumer, trace));
  if (shed) return shed;

  const replayed = nonce && (await claimNonce(consumer, nonce, ports, trace));
  if (replayed) return attempt ? attempt.countFailure(replayed) : replayed;

  const refusedByRule = applyRules(consumer, request, signatureMethod, clock());
  return (
    refusedByRule ??
    new Allowed(identityOf(consumer), consumer.apiKeyValue, replaceHeaders(request, authorization, settings.forwarding))
  );
}
