import { type KnownFault, KNOWN_FAULTS } from '../../lambda/authorizer/oauth1/known-faults/known-faults';
import { percentEncode } from '../../lambda/authorizer/oauth1/percent-encoding';
import { parseTypedQuery } from '../../lambda/authorizer/oauth1/query-parameters';
import {
  baseStringOf,
  correctSigning,
  type SentRequest,
  type Signing,
  signatureOf,
} from '../../lambda/authorizer/oauth1/signing';

/** A consumer secret with which a request may have been signed. */
export interface CandidateSecret {
  readonly value: string;
  /** `ended` secrets are no longer accepted. */
  readonly role: 'given' | 'current' | 'previous' | 'ended';
  /** End of its validity (ISO 8601). */
  readonly validUntil?: string;
}

/** The way in which a client made its signature. */
export interface Explanation {
  /** Absent if the signature was made without any secret. */
  readonly secret?: Omit<CandidateSecret, 'value'>;
  /** None, one or two. */
  readonly faults: readonly KnownFault[];
  /** Other single faults that lead to the same signature. */
  readonly alternatives: readonly KnownFault[];
  /** The base string that the client signed. */
  readonly baseString: string;
}

/** One way of signing, and the faults that lead to it. */
interface Variant {
  readonly signing: Signing;
  readonly faults: readonly KnownFault[];
}

/** Secrets and hosts with which a request may have been signed. */
export interface Suspects {
  /** The first of them is tried first. */
  readonly secrets: readonly CandidateSecret[];
  /** Hosts that the client may have signed in place of the one that it called, such as `cp.provider.example`. */
  readonly hosts: readonly string[];
  /** Query as it stands in the URL. */
  readonly typedQuery: string;
}

/** Stands for a secret that is not known, where a fault replaces it. */
const NO_SECRET: CandidateSecret = { value: '-', role: 'given' };

/**
 * Finds out how a signature was made: correctly, with one known fault, or with two. Returns `undefined` if nothing
 * explains it.
 */
export function explainSignature(
  sent: SentRequest,
  signature: string,
  { secrets, hosts, typedQuery }: Suspects,
): Explanation | undefined {
  const known = [...KNOWN_FAULTS, ...faultsOfSemicolons(typedQuery), ...faultsOfHosts(hosts)];
  // Without a secret, a fault that uses none can still be proved.
  const faults = secrets.length > 0 ? known : known.filter(({ proves }) => proves === 'nothing');
  const candidates = secrets.length > 0 ? secrets : [NO_SECRET];
  const correct: Variant = { signing: correctSigning(sent), faults: [] };
  const verified = secrets.length > 0 ? matches([correct], signature, candidates)[0] : undefined;
  if (verified) return verified;

  const singles = variantsOf(correct, faults);
  const [first, ...others] = matches(singles, signature, candidates);
  if (first) {
    const alternatives = new Set(others.flatMap((other) => other.faults).filter((fault) => fault !== first.faults[0]));
    return { ...first, alternatives: [...alternatives] };
  }
  for (const single of singles) {
    const [pair] = matches(variantsOf(single, known), signature, candidates);
    if (pair) return pair;
  }
  return undefined;
}

function variantsOf({ signing, faults }: Variant, added: readonly KnownFault[]): readonly Variant[] {
  return added
    .filter((fault) => !faults.includes(fault))
    .flatMap((fault) => waysOf(fault, signing).map((changed) => ({ signing: changed, faults: [...faults, fault] })));
}

/** None if text that another fault changed, or a body, cannot be decoded: then no client signs so. */
function waysOf({ change }: KnownFault, signing: Signing): readonly Signing[] {
  try {
    return change(signing);
  } catch (error) {
    if (error instanceof RangeError || error instanceof URIError) return [];
    throw error;
  }
}

function matches(
  variants: readonly Variant[],
  signature: string,
  secrets: readonly CandidateSecret[],
): readonly Explanation[] {
  return variants.flatMap(({ signing, faults }) => {
    const baseString = baseStringOf(signing);
    const fitting = secrets.find(({ value }) => signatureOf(signing, percentEncode(value), baseString) === signature);
    if (!fitting) return [];
    const { value: _value, ...secret } = fitting;
    const usesSecret = fitting !== NO_SECRET && !faults.some(({ proves }) => proves === 'nothing');
    return [{ ...(usesSecret && { secret }), faults, alternatives: [], baseString }];
  });
}

/** A gateway sees a query split at `;`, so its authorizer cannot know this fault. */
function faultsOfSemicolons(typedQuery: string): readonly KnownFault[] {
  if (!typedQuery.includes(';')) return [];
  return [
    {
      id: 'semicolon_kept',
      clients: ['every client that follows the RFC'],
      sentence: 'the ; in the query as a character, at which API Gateway splits the query',
      remedy: 'Percent-encode ; as %3B.',
      proves: 'secret',
      change: (signing) => [{ ...signing, query: parseTypedQuery(typedQuery) }],
    },
  ];
}

function faultsOfHosts(hosts: readonly string[]): readonly KnownFault[] {
  return hosts.map((host) => ({
    id: 'host_other',
    clients: [],
    sentence: `the host ${host}`,
    remedy: 'Sign the host of the gateway, which the header Host names.',
    proves: 'secret',
    change: (signing) => [{ ...signing, uri: { ...signing.uri, authority: host.toLowerCase() } }],
  }));
}
