import { SIGNATURE_METHODS, type SignatureMethod } from '../../contract';
import { Denied } from '../../decision';
import { isOneOf } from '../../text/one-of';
import { MalformedDocumentError } from '../malformed-document';
import type { Rule } from './rule';

/** Makes the rule that limits the consumer to some of the gateway's signature methods. */
export function signatureMethodsRule(declared: unknown): Rule {
  if (!isListOfMethods(declared)) {
    throw new MalformedDocumentError('rules.signatureMethods', `some of ${SIGNATURE_METHODS.join(', ')}`);
  }
  return ({ signatureMethod }) =>
    isOneOf(declared, signatureMethod)
      ? undefined
      : new Denied('signature_method_not_permitted', { sentence: `It may use ${declared.join(', ')}.` });
}

function isListOfMethods(value: unknown): value is readonly SignatureMethod[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((method: unknown) => isOneOf(SIGNATURE_METHODS, method))
  );
}
