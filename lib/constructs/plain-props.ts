import { Token } from 'aws-cdk-lib';
import type { Place, PropProblem } from '../config/resolve-props';

/** Props as plain data, with every token replaced or refused. */
export interface PlainProps {
  readonly written: unknown;
  /** Texts with tokens by the stand-in that takes their place in `written`. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly problems: readonly PropProblem[];
}

/** Makes a value that passes the checks in place of one that is known only at deployment. */
type StandIn = (serial: number, place: Place) => string;

function certificate(serial: number, { account = '000000000000', region = 'us-east-1' }: Place): string {
  return `arn:aws:acm:${region}:${account}:certificate/token-${serial}`;
}

function word(serial: number): string {
  return `token-${serial}`;
}

/** Props that only the template gets, so they may be unknown until deployment. */
const DEFERRABLE: readonly (readonly [path: RegExp, standIn: StandIn])[] = [
  [/^domains\.\d+\.certificateArn$/, certificate],
  [/^domains\.\d+\.hostedZone\.id$/, (serial) => `ZTOKEN${serial}`],
  [/^mutualTls\.ownershipCertificateArn$/, certificate],
  [/^mutualTls\.(?:truststore|version)$/, word],
  [/^uiNodes\.clientCertificate$/, certificate],
];

const TOKEN_IN_TEXT = /\$\{Token\[[^\]]*\]\}/g;

/**
 * Copies props as plain data. A token where only the template needs the value gets a stand-in; any other is a problem,
 * as is a value that is neither text, number, boolean, list nor map.
 */
export function plainProps(props: object, place: Place): PlainProps {
  const tokens = new Map<string, string>();
  const problems: PropProblem[] = [];
  const refuse = (path: string, message: string, allowed: string) => void problems.push({ path, message, allowed });

  function copy(value: unknown, path: readonly string[]): unknown {
    const at = path.join('.');
    if (Token.isUnresolved(value)) {
      const standIn = DEFERRABLE.find(([pattern]) => pattern.test(at))?.[1];
      if (!standIn)
        return refuse(at, 'is a token, whose value is known only at deployment', 'a value that is known at synthesis');
      const text = Token.asString(value);
      const plain = text.replace(TOKEN_IN_TEXT, standIn(tokens.size + 1, place));
      tokens.set(plain, text);
      return plain;
    }
    if (Array.isArray(value)) return value.map((entry, index) => copy(entry, [...path, String(index)]));
    if (typeof value !== 'object' || value === null) {
      if (typeof value !== 'function' && typeof value !== 'symbol') return value;
      return refuse(at, `is a ${typeof value}`, 'plain data');
    }
    if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null)
      return refuse(at, `is an object of the class ${value.constructor.name}`, 'plain data');
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    const copied = entries.map(([key, entry]) => [key, copy(entry, [...path, key])] as const);
    return Object.fromEntries(copied.filter(([, entry]) => entry !== undefined));
  }

  return { written: copy(props, []), tokens, problems };
}

/** Puts the tokens back in place of their stand-ins. */
export function withTokens<T>(value: T, tokens: ReadonlyMap<string, string>): T {
  if (tokens.size === 0) return value;
  const restore = (part: unknown): unknown => {
    if (typeof part === 'string') return tokens.get(part) ?? part;
    if (Array.isArray(part)) return part.map(restore);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, entry]) => [key, restore(entry)]));
  };
  return restore(value) as T;
}
