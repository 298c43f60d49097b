import { isIP } from 'node:net';
import {
  type ConsumerRules,
  SECURITY_LEVELS,
  type SecurityLevel,
  SIGNATURE_METHODS,
  type SignatureMethod,
} from '../../../lambda/authorizer/contract';
import { CIDR_ALLOWED, parseCidr } from '../../config/cidr';
import { ID_ALLOWED, ID_PATTERN, VPC_ENDPOINT_PATTERN, VPC_ENDPOINTS_ALLOWED } from '../../identifiers';
import type { ConsumerFacts } from '../consumer';
import { type Field, FieldError, listField, textField } from './field';
import { endField, startField } from './instant';
import { operationsField } from './operations';
import { serviceHoursField } from './service-hours';

type Fields<T> = { readonly [K in keyof T]-?: Field<NonNullable<T[K]>> };

/** Fields that note facts about a consumer. */
export const FACT_FIELDS: Fields<ConsumerFacts> = {
  displayName: textField('human-readable name', 100),
  externalReference: textField("the consumer's number in your own systems", 100),
  emails: listField('addresses', 'mail addresses of contacts, separated by commas', readEmail),
  note: textField('a note about the consumer', 500),
  remark: textField('a further remark', 500),
};

/** Fields that restrict a consumer; each is a rule of the authorizer. */
export const RULE_FIELDS: Fields<ConsumerRules> = {
  validFrom: startField('served from this day or time on'),
  validUntil: endField('served until the end of this day, or until this time'),
  serviceHours: serviceHoursField,
  sourceIps: listField('cidrs', 'served from these addresses and CIDR blocks only', readSourceIp),
  sourceVpcEndpoints: listField(
    'ids',
    'served through these VPC endpoints only, separated by commas (internal audience)',
    readVpcEndpoint,
  ),
  clientCertificates: listField(
    'certificates',
    'served with these client certificates only: SHA-256 fingerprints or subject names, separated by ";" (mutual TLS)',
    readCertificate,
    ';',
  ),
  operations: operationsField,
  groups: listField('groups', 'may call what these operation groups allow, separated by commas', readGroup),
  securityLevel: {
    placeholder: 'level',
    help: `may have groups of this level or a lower one: ${SECURITY_LEVELS.join(', ')}; C if not given`,
    parse: readSecurityLevel,
    format: String,
  },
  signatureMethods: listField('methods', `signs with these only: ${SIGNATURE_METHODS.join(', ')}`, readMethod),
};

/** Every field by its name. */
export const FIELDS: Readonly<Record<FieldName, Field>> = { ...FACT_FIELDS, ...RULE_FIELDS };
export type FieldName = keyof ConsumerFacts | keyof ConsumerRules;

/** The flag of a field: its name in kebab case. */
export function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function readEmail(text: string): string {
  if (!/^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/.test(text) || text.length > 254) {
    throw new FieldError('mail addresses, separated by commas');
  }
  return text;
}

function readSourceIp(text: string): string {
  if (isIP(text) === 0 && !parseCidr(text)) throw new FieldError(`IP addresses, or ${CIDR_ALLOWED}`);
  return text;
}

function readVpcEndpoint(text: string): string {
  if (!VPC_ENDPOINT_PATTERN.test(text)) throw new FieldError(VPC_ENDPOINTS_ALLOWED);
  return text;
}

/** Matches a SHA-256 fingerprint, with or without colons. */
const FINGERPRINT = /^[0-9A-F]{2}(?::?[0-9A-F]{2}){31}$/i;
/** Matches a subject name of one or more attributes, as API Gateway writes it: `CN=crm.example,O=Example`. */
const SUBJECT = /^[A-Za-z0-9.]+=[^;=]+(?:,[A-Za-z0-9.]+=[^;=]+)*$/;

function readCertificate(text: string): string {
  if (!FINGERPRINT.test(text) && (!SUBJECT.test(text) || text.length > 500)) {
    throw new FieldError(
      'SHA-256 fingerprints of 64 hexadecimal digits or subject names such as CN=crm.example,O=Example, separated by ";"',
    );
  }
  return text;
}

function readGroup(text: string): string {
  if (!ID_PATTERN.test(text)) throw new FieldError(`operation groups, separated by commas; ${ID_ALLOWED}`);
  return text;
}

function readSecurityLevel(text: string): SecurityLevel {
  const level = SECURITY_LEVELS.find((name) => name === text);
  if (!level) throw new FieldError(`one of ${SECURITY_LEVELS.join(', ')}`);
  return level;
}

function readMethod(text: string): SignatureMethod {
  const method = SIGNATURE_METHODS.find((name) => name === text);
  if (!method) throw new FieldError(`some of ${SIGNATURE_METHODS.join(', ')}`);
  return method;
}
