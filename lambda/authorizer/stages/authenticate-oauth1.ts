import { Denied } from '../decision';
import type { Authenticate } from '../ports';
import { authenticateConsumer } from './authenticate-consumer';
import { readFreshTimestamp } from './read-fresh-timestamp';
import { readParameters } from './read-parameters';

/**
 * Authenticates a request by its OAuth 1.0a signature. Its nonce is still to be claimed. Gateways with a lockout refuse a
 * locked-out source before anything is looked up, and count what fails.
 */
export const authenticateOAuth1: Authenticate = async (request, ports, trace) => {
  const { settings, clock } = ports;
  const parameters = readParameters(request, settings);
  if (parameters instanceof Denied) return parameters;

  const timestamp = readFreshTimestamp(parameters.timestamp, clock(), settings);
  if (timestamp instanceof Denied) return timestamp;

  const attempt = ports.lockout?.(request, parameters, trace);
  const knownLock = attempt && (await attempt.guardKnownLock());
  if (knownLock) return knownLock;

  const consumer = await authenticateConsumer(request, parameters, ports, trace);
  if (consumer instanceof Denied) return attempt ? attempt.countFailure(consumer) : consumer;

  const currentLock = attempt && (await attempt.guardCurrentLock());
  if (currentLock) return currentLock;

  const { signatureMethod, authorization } = parameters;
  return { consumer, signatureMethod, nonce: { ...parameters, ...timestamp }, authorization, attempt };
};
