import { randomBytes } from 'node:crypto';
import { isObject } from '../../../is-object';
import type { ApiGatewayState, ApiKey } from './state';
import { page } from '../page';
import { apiGatewayError as error } from '../service-error';
import { seconds } from '../secrets-manager/stored-secret';
import { type ControlPlaneRoute, patchOperations, type PatchOperation } from './route';

/** API keys of the control plane: CreateApiKey, GetApiKey(s), UpdateApiKey, DeleteApiKey. */
export function apiKeyRoutes(state: ApiGatewayState, now: () => Date): ControlPlaneRoute[] {
  return [
    {
      operation: 'CreateApiKey',
      method: 'POST',
      path: '/apikeys',
      run: ({ body }) => ({ status: 201, body: written(create(state, body, now()), true) }),
    },
    {
      operation: 'GetApiKeys',
      method: 'GET',
      path: '/apikeys',
      run: ({ query }) => {
        const prefix = query.get('name') ?? '';
        const found = [...state.apiKeys.values()].filter(({ name }) => name.startsWith(prefix));
        const { items, next } = page(found, pageSize(query), query.get('position'));
        const values = query.get('includeValues') === 'true';
        return { status: 200, body: { item: items.map((key) => written(key, values)), position: next } };
      },
    },
    {
      operation: 'GetApiKey',
      method: 'GET',
      path: '/apikeys/{}',
      run: ({ ids: [id], query }) => ({
        status: 200,
        body: written(findKey(state, id), query.get('includeValue') === 'true'),
      }),
    },
    {
      operation: 'UpdateApiKey',
      method: 'PATCH',
      path: '/apikeys/{}',
      run: ({ ids: [id], body }) => {
        const key = patchOperations(body).reduce(patched, findKey(state, id));
        state.apiKeys.set(key.id, { ...key, lastUpdatedDate: now() });
        return { status: 200, body: written(key, false) };
      },
    },
    {
      operation: 'DeleteApiKey',
      method: 'DELETE',
      path: '/apikeys/{}',
      run: ({ ids: [id] }) => {
        const key = findKey(state, id);
        state.apiKeys.delete(key.id);
        for (const keys of state.planKeys.values()) keys.delete(key.id);
        return { status: 202 };
      },
    },
  ];
}

/**
 * Finds an API key by its id.
 * @throws ServiceError NotFoundException
 */
export function findKey(state: ApiGatewayState, id: string | undefined): ApiKey {
  const key = id === undefined ? undefined : state.apiKeys.get(id);
  if (!key) throw error.notFound('Invalid API Key identifier specified');
  return key;
}

/** Page size of a request: 25 by default, at most 500. */
export function pageSize(query: URLSearchParams): number {
  const limit = Number(query.get('limit') ?? 25);
  if (!Number.isInteger(limit) || limit < 1) throw error.badRequest('limit must be a number from 1 to 500');
  return Math.min(limit, 500);
}

function create(state: ApiGatewayState, body: Readonly<Record<string, unknown>>, date: Date): ApiKey {
  const value = typeof body.value === 'string' ? body.value : randomBytes(20).toString('hex');
  if (value.length < 20) throw error.badRequest('API Key value should be at least 20 characters');
  if (value.length > 128) throw error.badRequest('API Key value exceeds maximum size of 128 characters');
  if (state.findKeyByValue(value)) throw error.conflict('API Key already exists');
  const key: ApiKey = {
    id: randomBytes(5).toString('hex'),
    value,
    name: typeof body.name === 'string' ? body.name : '',
    ...(typeof body.description === 'string' && { description: body.description }),
    enabled: body.enabled === true,
    tags: readTags(body.tags),
    createdDate: date,
    lastUpdatedDate: date,
  };
  state.apiKeys.set(key.id, key);
  return key;
}

function readTags(tags: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(isObject(tags) ? tags : {}).map(([key, value]) => [key, String(value)]));
}

function patched(key: ApiKey, { op, path, value }: PatchOperation): ApiKey {
  if (op !== 'replace') throw error.badRequest(`Invalid patch operation specified: ${op}`);
  switch (path) {
    case '/enabled':
      return { ...key, enabled: value === 'true' };
    case '/name':
      return { ...key, name: value };
    case '/description':
      return { ...key, description: value };
    default:
      throw error.badRequest(`Invalid patch path specified: ${path}`);
  }
}

function written({ value, createdDate, lastUpdatedDate, ...key }: ApiKey, withValue: boolean) {
  return {
    ...key,
    ...(withValue && { value }),
    createdDate: seconds(createdDate),
    lastUpdatedDate: seconds(lastUpdatedDate),
    stageKeys: [],
  };
}
