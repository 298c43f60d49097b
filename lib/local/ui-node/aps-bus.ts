import { isObject } from '../../is-object';
import { implementsType, SAMPLE_RESOURCES } from './sample-resources';
import { type ApsResource, evaluateRql } from './rql/evaluate';
import { parseRql, RqlError } from './rql/parse';

/** Response of the bus: a status and optionally a JSON value. */
export interface BusResponse {
  readonly status: number;
  readonly body?: unknown;
}

export interface BusRequest {
  readonly method: string;
  /** Raw path, from `/aps/2/…` on. */
  readonly path: string;
  /** Raw query, without the `?`. */
  readonly query: string;
  readonly body: Buffer;
}

const RESOURCES = '/aps/2/resources';
const ORDERS = '/aps/2/services/order-manager/orders';

/** A small APS bus in memory: resources with RQL, and the order manager's `orders`. */
export class ApsBus {
  private readonly resources = new Map(SAMPLE_RESOURCES.map((resource) => [resource.aps.id, resource]));

  constructor(private readonly newId: () => string) {}

  /** Answers HEAD as GET: the server leaves the body out (RFC 9110 §9.3.2). */
  answer(request: BusRequest): BusResponse {
    try {
      return this.dispatch(request.method === 'HEAD' ? { ...request, method: 'GET' } : request);
    } catch (error) {
      if (error instanceof RqlError) return failure(400, 'RQL', error.message);
      if (error instanceof BodyError) return failure(400, 'JSON', error.message);
      throw error;
    }
  }

  private dispatch(request: BusRequest): BusResponse {
    const path = request.path.replace(/\/$/, '');
    if (path === RESOURCES) return this.answerCollection(request);
    if (path === ORDERS) return this.answerOrders(request);
    const id = path.startsWith(`${RESOURCES}/`) ? path.slice(RESOURCES.length + 1) : undefined;
    if (id === undefined) return failure(404, 'NotFound', `Nothing is at ${request.path}.`);
    const resource = this.resources.get(id);
    if (resource === undefined) return failure(404, 'NotFound', `Resource ${id} does not exist.`);
    return this.answerResource(request, resource);
  }

  private answerCollection({ method, query, body }: BusRequest): BusResponse {
    if (method === 'GET')
      return { status: 200, body: evaluateRql(parseRql(query), [...this.resources.values()], implementsType) };
    if (method !== 'POST') return notAllowed(method);
    const given = readObject(body);
    const aps = typeof given['aps'] === 'object' && given['aps'] !== null ? given['aps'] : {};
    if (!('type' in aps) || typeof aps.type !== 'string') throw new BodyError('aps.type is missing');
    const resource: ApsResource = {
      ...given,
      aps: { ...aps, type: aps.type, id: this.newId(), status: 'aps:ready', revision: 1 },
    };
    this.resources.set(resource.aps.id, resource);
    return { status: 201, body: resource };
  }

  private answerResource({ method, body }: BusRequest, resource: ApsResource): BusResponse {
    switch (method) {
      case 'GET':
        return { status: 200, body: resource };
      case 'PUT': {
        const { aps: _identity, ...properties } = readObject(body);
        const aps = { ...resource.aps, revision: (resource.aps.revision ?? 0) + 1 };
        const changed: ApsResource = { ...resource, ...properties, aps };
        this.resources.set(aps.id, changed);
        return { status: 200, body: changed };
      }
      case 'DELETE':
        this.resources.delete(resource.aps.id);
        return { status: 204 };
      default:
        return notAllowed(method);
    }
  }

  private answerOrders({ method, body }: BusRequest): BusResponse {
    if (method === 'GET') return { status: 200, body: [] };
    if (method !== 'POST') return notAllowed(method);
    const order = readObject(body);
    return { status: 200, body: { orderId: this.newId(), status: 'PL', ...order } };
  }
}

/** Reports a request body that an operation does not accept. */
class BodyError extends Error {
  override readonly name = 'BodyError';
}

function readObject(body: Buffer): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new BodyError('the body is not JSON');
  }
  if (!isObject(value)) throw new BodyError('the body is not a JSON object');
  return value;
}

function notAllowed(method: string): BusResponse {
  return failure(405, 'MethodNotAllowed', `${method} is not allowed here.`);
}

function failure(code: number, type: string, message: string): BusResponse {
  return { status: code, body: { code, type: `APS::Util::Exception::${type}`, error: type, message } };
}
