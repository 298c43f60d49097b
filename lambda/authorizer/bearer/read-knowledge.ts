import { type Consumer, type Knowledge, readConsumer, readKnowledge } from '../consumers/consumer';
import { MalformedDocumentError } from '../consumers/malformed-document';
import type { OperationGroups } from '../contract';
import { parseJsonObject } from '../json-object';
import { subjectKey } from './subject-key';

/**
 * Parses a credentials secret, of a consumer that signs or of one that sends tokens. The document of the latter has a
 * subject and no secret, so no signature verifies with it; that of the former has no subject, so no token is its.
 */
export function readEitherKnowledge(consumerKey: string, document: string, groups: OperationGroups): Knowledge {
  const subject = parseJsonObject(document)?.subject;
  if (subject === undefined) return readKnowledge(consumerKey, document, groups);
  try {
    return { kind: 'known', consumer: readBearerConsumer(consumerKey, document, subject, groups) };
  } catch (error) {
    if (!(error instanceof MalformedDocumentError)) throw error;
    // Readable, and none: a request that is signed is denied as if the key were unknown.
    return { kind: 'malformed', problem: error, secrets: [] };
  }
}

function readBearerConsumer(
  consumerKey: string,
  document: string,
  subject: unknown,
  groups: OperationGroups,
): Consumer & { readonly subject: string } {
  if (typeof subject !== 'string' || subjectKey(subject) !== consumerKey) {
    throw new MalformedDocumentError('subject', "the text from which the last part of the secret's name is made");
  }
  return { ...readConsumer(consumerKey, document, groups, readNoSecrets), subject };
}

function readNoSecrets(declared: unknown): readonly [] {
  if (declared === undefined || (Array.isArray(declared) && declared.length === 0)) return [];
  throw new MalformedDocumentError('secrets', 'an empty list, because the consumer has a subject');
}
