import {
  type ConsumerRules,
  type ConsumerSecret,
  type OperationRule,
  type ServiceHours,
  SECURITY_LEVELS,
  SIGNATURE_METHODS,
  WEEKDAYS,
} from '../../../lambda/authorizer/contract';
import type { About, AtMostTwo, Consumer, LastChange, PublicConsumer, SecretDates } from '../consumer';
import { InvalidMember, listOf, objectOf, oneOf, readInstant, type Reader, readText } from './readers';

const STATUS = oneOf('active', 'suspended');

const SERVICE_HOURS: Reader<ServiceHours> = objectOf<Omit<ServiceHours, 'days'>, Pick<Required<ServiceHours>, 'days'>>(
  { from: readText, until: readText, timeZone: readText },
  { days: listOf(oneOf(...WEEKDAYS)) },
  'refused',
);

const OPERATION: Reader<OperationRule> = objectOf<
  Pick<OperationRule, 'path'>,
  Pick<Required<OperationRule>, 'methods'>
>({ path: readText }, { methods: listOf(readText) }, 'refused');

/** An unknown rule is invalid: dropping it would allow more than it does, and it could not be shown. */
const RULES: Reader<ConsumerRules> = objectOf<object, Required<ConsumerRules>>(
  {},
  {
    validFrom: readInstant,
    validUntil: readInstant,
    serviceHours: SERVICE_HOURS,
    sourceIps: listOf(readText),
    sourceVpcEndpoints: listOf(readText),
    clientCertificates: listOf(readText),
    operations: (value, member) => (value === 'readOnly' ? value : listOf(OPERATION)(value, member)),
    groups: listOf(readText),
    securityLevel: oneOf(...SECURITY_LEVELS),
    signatureMethods: listOf(oneOf(...SIGNATURE_METHODS)),
  },
  'refused',
);

/** Facts that a newer version noted are kept as they are. */
const ABOUT: Reader<About> = objectOf<object, Required<About>>(
  {},
  {
    displayName: readText,
    externalReference: readText,
    emails: listOf(readText),
    note: readText,
    remark: readText,
    onboardedAt: readInstant,
    rotatedAt: readInstant,
    statusChangedAt: readInstant,
    usageCarriedAt: readInstant,
    movedFrom: readText,
    offboarding: objectOf<Required<About>['offboarding']>({ at: readInstant, statusBefore: STATUS }, {}, 'kept'),
  },
  'kept',
);

const DATES = { addedAt: readInstant, validUntil: readInstant, expires: readInstant };
const SECRET: Reader<ConsumerSecret & SecretDates> = objectOf<Pick<ConsumerSecret, 'value'>, Required<SecretDates>>(
  { value: readText },
  DATES,
  'kept',
);
const LAST_CHANGE: Reader<LastChange> = objectOf<Pick<LastChange, 'at'>, Pick<Required<LastChange>, 'by'>>(
  { at: readInstant },
  { by: readText },
  'dropped',
);
const SECRET_DATES: Reader<SecretDates> = objectOf<object, Required<SecretDates>>({}, DATES, 'kept');

/** Reads a credentials secret; members that only a newer version knows are dropped, except below `about`. */
export const READ_CONSUMER: Reader<Omit<Consumer, 'about'> & Partial<Pick<Consumer, 'about'>>> = objectOf<
  Omit<Consumer, 'subject' | 'rules' | 'debugUntil' | 'about'>,
  Pick<Required<Consumer>, 'subject' | 'rules' | 'debugUntil' | 'about'>
>(
  {
    version: oneOf(1),
    consumerKey: readText,
    reseller: readText,
    tier: readText,
    status: STATUS,
    secrets: atMostTwo(SECRET),
    apiKey: objectOf<Consumer['apiKey']>({ id: readText, value: readText }, {}, 'dropped'),
  },
  { subject: readText, rules: RULES, debugUntil: readInstant, about: ABOUT },
  'dropped',
);

/** Reads the Description of a credentials secret. */
export const READ_DESCRIPTION: Reader<
  Omit<PublicConsumer, 'consumerKey' | 'about'> & Partial<Pick<PublicConsumer, 'about'>> & { readonly version: 1 }
> = objectOf<
  Omit<PublicConsumer, 'consumerKey' | 'subject' | 'rules' | 'debugUntil' | 'about' | 'lastChange'> & {
    readonly version: 1;
  },
  Pick<Required<PublicConsumer>, 'subject' | 'rules' | 'debugUntil' | 'about' | 'lastChange'>
>(
  {
    version: oneOf(1),
    reseller: readText,
    tier: readText,
    status: STATUS,
    secrets: atMostTwo(SECRET_DATES),
    apiKeyId: readText,
  },
  { subject: readText, rules: RULES, debugUntil: readInstant, about: ABOUT, lastChange: LAST_CHANGE },
  'dropped',
);

function atMostTwo<T>(item: Reader<T>): Reader<AtMostTwo<T>> {
  const readList = listOf(item);
  return (value, member) => {
    const [first, second, ...rest] = readList(value, member);
    if (rest.length > 0) throw new InvalidMember(member, 'at most two entries');
    if (first === undefined) return [];
    return second === undefined ? [first] : [first, second];
  };
}
