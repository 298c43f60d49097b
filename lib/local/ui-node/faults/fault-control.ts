import type { IncomingRequest, OutgoingResponse } from '../../http/http-message';
import type { FaultList } from './fault-list';
import { NodeFaultsError, readFaults } from './read-faults';

/** Path of the control URL. No route of a gateway leads to it, since all of them start with `/aps`. */
export const FAULTS_PATH = '/node-faults';

const MAX_LENGTH = 1024 * 1024;

/**
 * Answers a request to the control URL: `GET` lists the faults and how often each was used, `PUT` replaces them by those
 * in its body, `DELETE` removes them. Faults with a problem change nothing.
 */
export function answerControl({ method, body }: IncomingRequest, faults: FaultList): OutgoingResponse {
  if (method === 'GET') return json(200, { faults: faults.list() });
  if (method === 'DELETE') {
    faults.replace([]);
    return json(200, { faults: [] });
  }
  if (method !== 'PUT') return json(405, { message: `${method} is not allowed here; send GET, PUT or DELETE.` });
  if (body.length > MAX_LENGTH) return json(413, { message: 'The faults are longer than 1 MB.' });
  try {
    faults.replace(readFaults('body', body.toString('utf8')));
  } catch (error) {
    if (error instanceof NodeFaultsError) return json(400, { message: error.message });
    throw error;
  }
  return json(200, { faults: faults.list() });
}

function json(status: number, value: unknown): OutgoingResponse {
  return {
    status,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from(`${JSON.stringify(value, null, 2)}\n`),
  };
}
