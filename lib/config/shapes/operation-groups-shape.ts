import { z } from 'zod';
import { SECURITY_LEVELS } from '../../../lambda/authorizer/contract';
import { APS_METHODS, ROUTE_METHODS } from '../../aps-methods';
import { ID_ALLOWED, ID_PATTERN, OPERATION_PATH } from '../../identifiers';
import { operationGroupsSetting } from '../operation-groups';
import { list, object, oneOf, text } from './vocabulary';

/**
 * Lambda allows 4 KB for all environment variables of a function, measured as one JSON object, in which each quote of the
 * groups takes two bytes. `checkAuthorizerVariables` checks them together with the other variables.
 */
const MOST_BYTES = 2560;

const OPERATION = object({
  path: text(
    OPERATION_PATH,
    'a path below /aps/2, with * for a part of a segment and ** only as the last segment',
  ).describe('Pattern of requested paths: * stands for a segment or a part of it, a final /** for everything below.'),
  methods: list(oneOf(ROUTE_METHODS), `a list of: ${ROUTE_METHODS.join(', ')}`)
    .exactOptional()
    .describe('Methods. Default: all that the routes serve.'),
});

const TYPE_ALLOWED =
  'the id of an APS type without its version, such as http://example.com/orders/manager: the platform expects no version here';

const PLATFORM_OPERATION = object({
  type: text(/^https?:\/\/(?!.*\/\d+(?:\.\d+)*\/?$)[!-~]{1,250}$/, TYPE_ALLOWED).describe(
    'Id of the APS type that exposes the operations, without its version.',
  ),
  verb: oneOf(APS_METHODS).describe('Verb of the operations.'),
});

const GROUP = object({
  level: oneOf(SECURITY_LEVELS).describe(
    'Only consumers of this security level or a higher one get the group; A is the highest.',
  ),
  operations: list(OPERATION, 'a list of operations').describe('What the consumers of the group may call.'),
  platformOperations: list(PLATFORM_OPERATION, 'a list of type and verb')
    .exactOptional()
    .describe("Entries for Allowed Operations of the platform's users, which `cutover` prints. Default: none."),
});

/** Groups of operations by name. */
export const OPERATION_GROUPS = z
  .record(text(ID_PATTERN, `a group: ${ID_ALLOWED}`), GROUP, { error: 'a map of group to its level and operations' })
  .refine((groups) => Buffer.byteLength(JSON.stringify(operationGroupsSetting(groups))) <= MOST_BYTES, {
    error: `groups that take at most ${MOST_BYTES} bytes as JSON in JSON, because Lambda allows 4 KB of environment variables: use fewer operations with * or /**`,
  });
