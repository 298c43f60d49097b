import { type Knowledge, type ReadProof, readKnowledge, readSigner } from '../consumers/consumer';
import { MalformedDocumentError } from '../consumers/malformed-document';
import type { OperationGroups } from '../contract';
import { subjectKey } from './subject-key';

/**
 * Parses a credentials secret, of a consumer that signs or of one that sends tokens. The document of the latter has a
 * subject and no secret, so no signature verifies with it; that of the former has no subject, so no token is its.
 */
export function readEitherKnowledge(consumerKey: string, document: string, groups: OperationGroups): Knowledge {
  return readKnowledge(consumerKey, document, groups, readEither);
}

const readEither: ReadProof = (root, consumerKey) => {
  const { subject, secrets } = root;
  if (subject === undefined) return readSigner(root);
  if (typeof subject !== 'string' || subjectKey(subject) !== consumerKey) {
    throw new MalformedDocumentError('subject', "the text from which the last part of the secret's name is made");
  }
  if (secrets === undefined || (Array.isArray(secrets) && secrets.length === 0)) return { subject, secrets: [] };
  throw new MalformedDocumentError('secrets', 'an empty list, because the consumer has a subject');
};
