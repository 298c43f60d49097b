import type { Check } from '../checks';
import type { CommonReason, Refusal } from '../refusals';
import type { OtherTexts } from './with-texts';

/** Codes of RFC 6750 §3.1. */
export type BearerError = 'invalid_request' | 'invalid_token' | 'insufficient_scope';

/** A refusal of a bearer token. */
export interface BearerRefusal extends Refusal {
  readonly status: 401;
  readonly error: BearerError;
  /** `authenticated` reasons are shown only to a caller whose token has a valid signature. */
  readonly shownTo: 'anyone' | 'authenticated';
  readonly check: Check;
}

/**
 * Deny reasons of bearer tokens, in the order of their checks. Only gateways that accept bearer tokens give them. Until
 * the signature is verified, a reason reveals nothing about any consumer.
 */
export const BEARER_REFUSALS = {
  token_malformed: {
    status: 401,
    error: 'invalid_request',
    shownTo: 'anyone',
    check: 'parameters',
    message: 'The bearer token is not one signed JSON Web Token.',
    remedy:
      'Send Authorization: Bearer, one space, and the token as the identity provider issued it: three parts joined by dots.',
  },
  token_header_refused: {
    status: 401,
    error: 'invalid_token',
    shownTo: 'anyone',
    check: 'parameters',
    message: 'The header of the token has a type or an extension that the gateway does not accept.',
    remedy: 'Send an access or ID token: typ JWT or at+jwt, or none, without crit.',
  },
  token_algorithm_refused: {
    status: 401,
    error: 'invalid_token',
    shownTo: 'anyone',
    check: 'parameters',
    message: 'The gateway does not accept the signature algorithm of the token.',
    remedy:
      'Let the identity provider sign with an algorithm that the gateway accepts. HS256 and none are never accepted.',
  },
  token_invalid: {
    status: 401,
    error: 'invalid_token',
    shownTo: 'anyone',
    check: 'signature',
    message: 'The signature of the token does not verify with a key of the identity provider.',
    remedy:
      "Request a new token from the gateway's identity provider. If its keys have just changed, try again after 30 seconds.",
  },
  token_claims_invalid: {
    status: 401,
    error: 'invalid_token',
    shownTo: 'authenticated',
    check: 'signature',
    message: 'A claim that the gateway needs is missing from the token or has the wrong type.',
    remedy: 'Let the identity provider issue tokens with iss, aud, exp and the claim that names the consumer.',
  },
  token_issuer_refused: {
    status: 401,
    error: 'invalid_token',
    shownTo: 'authenticated',
    check: 'signature',
    message: 'The token has another issuer than the gateway accepts.',
    remedy: "Request the token from the gateway's own identity provider.",
  },
  token_audience_refused: {
    status: 401,
    error: 'invalid_token',
    shownTo: 'authenticated',
    check: 'signature',
    message: 'The token is meant for another audience than this gateway.',
    remedy: "Request a token for the gateway's audience; the provider knows it.",
  },
  token_expired: {
    status: 401,
    error: 'invalid_token',
    shownTo: 'authenticated',
    check: 'signature',
    message: 'The token has expired.',
    remedy: 'Request a new token from the identity provider, and synchronize your clock with NTP.',
  },
  token_not_yet_valid: {
    status: 401,
    error: 'invalid_token',
    shownTo: 'authenticated',
    check: 'signature',
    message: 'The token is not valid yet, or was issued in the future.',
    remedy: 'Send it later. If it is new, the clock of the identity provider is ahead.',
  },
  token_subject_unknown: {
    status: 401,
    error: 'invalid_token',
    shownTo: 'authenticated',
    check: 'signature',
    message: 'The token is valid, but its subject is not a consumer of this gateway.',
    remedy: 'Ask the provider to onboard the subject with aps-gateway consumer onboard --subject.',
  },
} as const satisfies Record<string, BearerRefusal>;

/** Reason for the denial of a bearer token; the `code` that its sender gets. */
export type BearerReason = keyof typeof BEARER_REFUSALS;

const SEND_TOKEN = 'Send Authorization: Bearer with a token of the identity provider; other schemes are not accepted.';
const SIGN_OR_SEND_TOKEN =
  'Sign the request with OAuth 1.0a, or send Authorization: Bearer with a token of the identity provider.';

const WITHOUT_FORM_BODY = 'Form-encoded requests are not accepted.';

/**
 * Texts of common refusals at gateways that accept bearer tokens only, or either scheme. The other refusals suit both.
 * Whole texts: esbuild keeps a template that nothing uses, also in the authorizer of a gateway without tokens.
 */
export const TEXTS_WITH_TOKENS = {
  only: {
    authorization_missing: { remedy: SEND_TOKEN },
    authorization_scheme_unsupported: { remedy: SEND_TOKEN },
    authorization_too_large: {
      remedy:
        'Send a shorter token: let the identity provider leave out claims that the gateway does not need, such as groups.',
    },
    parameter_in_query: { remedy: 'Send the token only in the Authorization header.' },
    form_body_unsupported: { message: WITHOUT_FORM_BODY },
    trailing_slash_refused: {
      remedy: 'Send the path without that slash, or ask the provider to set uiNodes.forwarding: lambda.',
    },
    outside_service_hours: { remedy: 'Send it again within the service hours, or ask the provider to change them.' },
  },
  either: {
    authorization_missing: { remedy: SIGN_OR_SEND_TOKEN },
    authorization_scheme_unsupported: { remedy: SIGN_OR_SEND_TOKEN },
    authorization_too_large: {
      remedy:
        'Send only the OAuth parameters, with a shorter nonce. For a token, let the identity provider leave out claims that the gateway does not need, such as groups.',
    },
    parameter_in_query: { remedy: 'Send the OAuth parameters or the token only in the Authorization header.' },
    form_body_unsupported: { message: WITHOUT_FORM_BODY },
    trailing_slash_refused: {
      remedy:
        'Send the path without that slash, and leave it out of a signature too, or ask the provider to set uiNodes.forwarding: lambda.',
    },
    outside_service_hours: {
      remedy: 'Send a new request within the service hours, or ask the provider to change them.',
    },
  },
} as const satisfies Record<string, Partial<Record<CommonReason, OtherTexts>>>;
