import { type Refusal, refusalsAt, type Scheme } from '../../lambda/authorizer/contract';

/** A refusal and its code. */
export type CodedRefusal = Refusal & { readonly code: string };

/** The schemes of a gateway for signatures, of one for tokens, and of one for both. */
const EACH_GATEWAY: readonly (readonly Scheme[])[] = [['oauth1'], ['bearer'], ['oauth1', 'bearer']];

/**
 * Returns a refusal in the words of the gateway that sent it: a request may have another scheme than the gateway accepts.
 * Returns `undefined` if no gateway refuses with the code.
 *
 * @param code of the answer
 * @param sent message of the answer, and the scheme of the request, which decides if the message has no known remedy
 */
export function refusalInAnswer(
  code: string | undefined,
  { message = '', scheme }: { readonly message?: string | undefined; readonly scheme: Scheme },
): CodedRefusal | undefined {
  if (code === undefined) return undefined;
  const said = EACH_GATEWAY.map((schemes) => refusalOf(code, schemes)).find(
    (refusal) => refusal !== undefined && message.includes(refusal.remedy),
  );
  return said ?? refusalOf(code, [scheme]);
}

function refusalOf(code: string, schemes: readonly Scheme[]): CodedRefusal | undefined {
  const all: Readonly<Record<string, Refusal>> = refusalsAt(schemes);
  const refusal = Object.hasOwn(all, code) ? all[code] : undefined;
  return refusal && { code, ...refusal };
}
