import { Denied } from '../decision';
import type { Authenticate } from '../ports';
import { authenticateConsumer } from './authenticate-consumer';
import { readFreshTimestamp } from './read-fresh-timestamp';
import { readParameters } from './read-parameters';

/** Authenticates a request by its OAuth 1.0a signature. Its nonce is still to be claimed. */
export const authenticateOAuth1: Authenticate = async (request, ports, trace) => {
  const { settings, clock } = ports;
  const parameters = readParameters(request, settings);
  if (parameters instanceof Denied) return parameters;

  const timestamp = readFreshTimestamp(parameters.timestamp, clock(), settings);
  if (timestamp instanceof Denied) return timestamp;

  const consumer = await authenticateConsumer(request, parameters, ports, trace);
  if (consumer instanceof Denied) return consumer;

  const { signatureMethod, authorization } = parameters;
  return { consumer, signatureMethod, nonce: { ...parameters, ...timestamp }, authorization };
};
