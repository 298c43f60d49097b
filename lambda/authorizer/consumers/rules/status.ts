import { Denied } from '../../decision';
import { MalformedDocumentError } from '../malformed-document';
import type { Rule } from './rule';

/** Makes the rule that denies a suspended consumer. */
export function statusRule(status: unknown): Rule {
  if (status === 'active') return () => undefined;
  if (status === 'suspended') return () => new Denied('consumer_suspended');
  throw new MalformedDocumentError('status', 'active or suspended');
}
