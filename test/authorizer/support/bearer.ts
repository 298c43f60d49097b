import { bearerAuthentication } from '../../../lambda/authorizer/bearer/bearer-authentication';
import { readEitherKnowledge } from '../../../lambda/authorizer/bearer/read-knowledge';
import { signingKeys } from '../../../lambda/authorizer/bearer/signing-keys';
import { authorize } from '../../../lambda/authorizer/authorize';
import { credentialsCache } from '../../../lambda/authorizer/consumers/credentials-cache';
import type { BearerSettings, CredentialsDocument } from '../../../lambda/authorizer/contract';
import { authorizerResult, type AuthorizerResult } from '../../../lambda/authorizer/policy';
import type { Trace } from '../../../lambda/authorizer/trace';
import { portsOf, unshed } from './decide';
import { credentialsDocument } from './documents';
import { authorizerEvent, type SentRequest } from './events';
import { BEARER, jwksOf, NOON, ProviderKey } from './identity-provider';

/** The document of the consumer whose tokens {@link ProviderKey} signs. */
export function bearerDocument(changes: Partial<CredentialsDocument> = {}): CredentialsDocument {
  return credentialsDocument({ consumerKey: 'crm=7Cacme', subject: 'crm|acme', secrets: [], ...changes });
}

/** The event of a request with a token. */
export function sent(token: string, request: SentRequest = {}) {
  return authorizerEvent({ ...request, headers: [['Authorization', `Bearer ${token}`], ...(request.headers ?? [])] });
}

/** A gateway that accepts bearer tokens, without network. */
export class BearerWorld {
  /** Keys of credentials that were looked up. */
  readonly lookUps: string[] = [];
  readonly nonces: string[] = [];
  fetchJwks = () => jwksOf(this.key);

  constructor(
    readonly key = new ProviderKey('k1'),
    readonly documents: readonly CredentialsDocument[] = [bearerDocument()],
    readonly settings: Partial<BearerSettings> = {},
  ) {}

  readonly keys = signingKeys({ fetchJwks: () => this.fetchJwks(), clock: () => NOON, outageGraceSeconds: 900 });

  /** Decides about an event at noon, as the function does. */
  async answer(event: unknown, trace: Trace = {}): Promise<AuthorizerResult> {
    const authentication = bearerAuthentication({ ...BEARER, ...this.settings }, this.keys);
    const ports = {
      ...portsOf({ clock: () => NOON }),
      authenticate: authentication.authenticate,
      nonces: async ({ nonce }: { readonly nonce: string }) => {
        this.nonces.push(nonce);
        return 'claimed' as const;
      },
      credentials: credentialsCache({
        lookUp: async (consumerKey) => {
          this.lookUps.push(consumerKey);
          const document = this.documents.find((one) => one.consumerKey === consumerKey);
          return document ? readEitherKnowledge(consumerKey, JSON.stringify(document), {}) : { kind: 'unknown' };
        },
        clock: () => NOON,
        pause: async () => {},
        cacheSeconds: 60,
        outageGraceSeconds: 900,
      }),
    };
    return authorizerResult(unshed(await authorize(event, ports, trace)), '*', 'acme', authentication);
  }
}
