import type { IncomingRequest, OutgoingResponse } from '../../http/http-message';
import { jsonAnswer } from '../json-answer';
import type { GatewayProperty } from './gateway-property';

/** Path of the control URL; `/<reseller>` follows. No route of a gateway leads to it, since all of them start with `/aps`. */
export const PROPERTY_PATH = '/gateway-property';

/** Longer than any origin: 253 characters of a host name, scheme and port. */
const MAX_LENGTH = 300;

const SHOWN_LENGTH = 60;

/** The operator of the simulator. Browsers add no way in: they ask with OPTIONS before they let a page send PUT or DELETE. */
const LOOPBACK = /^(?:127\.|::1$)/;

/**
 * Answers a request to the control URL: `GET` shows the property, `PUT` sets it to the origin in its body, `DELETE` clears
 * it. A value that the platform could not use changes nothing.
 *
 * @returns `undefined` for every other URL
 */
export function answerPropertyControl(
  request: IncomingRequest,
  property: GatewayProperty,
): OutgoingResponse | undefined {
  const { method, target, sourceIp } = request;
  if (target !== PROPERTY_PATH && !target.startsWith(`${PROPERTY_PATH}/`)) return undefined;
  if (!LOOPBACK.test(sourceIp)) return jsonAnswer(403, { message: 'Only programs on this machine may use this URL.' });
  const reseller = target.slice(PROPERTY_PATH.length + 1);
  if (reseller === '') return answerAll(method, property);
  if (!property.resellers.includes(reseller)) {
    const message = `The platform does not know this reseller; it knows: ${property.resellers.join(', ')}.`;
    return jsonAnswer(404, { message });
  }
  switch (method) {
    case 'GET':
      return jsonAnswer(200, shown(reseller, property));
    case 'DELETE':
      property.clear(reseller);
      return jsonAnswer(200, shown(reseller, property));
    case 'PUT':
      return answerPut(request.body, reseller, property);
    default:
      return jsonAnswer(405, { message: `${method} is not allowed here; send GET, PUT or DELETE.` });
  }
}

function answerAll(method: string, property: GatewayProperty): OutgoingResponse {
  if (method !== 'GET') {
    const message = `${method} is not allowed here; send GET, or PUT or DELETE to ${PROPERTY_PATH}/<reseller>.`;
    return jsonAnswer(405, { message });
  }
  return jsonAnswer(200, { gatewayProperty: property.resellers.map((reseller) => shown(reseller, property)) });
}

function answerPut(body: Buffer, reseller: string, property: GatewayProperty): OutgoingResponse {
  const value = body.length > MAX_LENGTH ? undefined : body.toString('utf8').trim();
  const url = value !== undefined && URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== 'https:' || url.href !== `${url.origin}/`) {
    const got = JSON.stringify((value ?? `${body.length} bytes`).slice(0, SHOWN_LENGTH));
    const expected = 'expected https://host[:port] as plain text, without path, query and credentials';
    return jsonAnswer(400, { message: `The property is unchanged: got ${got}, ${expected}.` });
  }
  property.set(reseller, url.origin);
  return jsonAnswer(200, shown(reseller, property));
}

function shown(reseller: string, property: GatewayProperty) {
  return { reseller, url: property.of(reseller) ?? null };
}
