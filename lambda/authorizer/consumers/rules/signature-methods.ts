import { SIGNATURE_METHODS, type SignatureMethod } from '../../contract';
import { Denied } from '../../decision';
import { MalformedDocumentError } from '../malformed-document';
import type { Rule } from './rule';

/** Refuses a signature method that the gateway accepts, but not from this consumer. */
export function signatureMethodsRule(declared: unknown): Rule {
  if (!isListOfMethods(declared)) {
    throw new MalformedDocumentError('rules.signatureMethods', `some of ${SIGNATURE_METHODS.join(', ')}`);
  }
  return ({ signatureMethod }) =>
    declared.includes(signatureMethod)
      ? undefined
      : new Denied('signature_method_not_permitted', { sentence: `It may use ${declared.join(', ')}.` });
}

function isListOfMethods(value: unknown): value is readonly SignatureMethod[] {
  return Array.isArray(value) && value.length > 0 && value.every((method) => SIGNATURE_METHODS.includes(method));
}
