import type { IncomingRequest, OutgoingResponse } from '../../http/http-message';
import { jsonAnswer } from '../json-answer';
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
  if (method === 'GET') return jsonAnswer(200, { faults: faults.list() });
  if (method === 'DELETE') {
    faults.replace([]);
    return jsonAnswer(200, { faults: [] });
  }
  if (method !== 'PUT') return jsonAnswer(405, { message: `${method} is not allowed here; send GET, PUT or DELETE.` });
  if (body.length > MAX_LENGTH) return jsonAnswer(413, { message: 'The faults are longer than 1 MB.' });
  try {
    faults.replace(readFaults('body', body.toString('utf8')));
  } catch (error) {
    if (error instanceof NodeFaultsError) return jsonAnswer(400, { message: error.message });
    throw error;
  }
  return jsonAnswer(200, { faults: faults.list() });
}
