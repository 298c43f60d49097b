/** @jsxRuntime automatic @jsxImportSource preact */
import { type KitModel, schemesOf } from '../kit-model';
import { Code, Points, Section } from './parts';

/** Explains to a consumer of an identity provider how it calls the gateway. */
export function SendTokens({ model }: { model: KitModel }) {
  const { oauth, consumer, url } = model;
  const { bearer } = oauth;
  const request = `curl -g -H "Authorization: Bearer $TOKEN" '${url}/aps/2/resources?sort(name)&limit(0,3)'`;
  return (
    <Section id="tokens" title="Send bearer tokens">
      {schemesOf(model).signs && (
        <p>
          This is for systems that the provider onboarded by the subject of their tokens. All others sign, as below.
        </p>
      )}
      <Points
        of={[
          ...(bearer
            ? [
                <>
                  Request a token from the identity provider <code>{bearer.issuer}</code>, for the audience{' '}
                  <code>{bearer.audience}</code>
                  {consumer?.subject !== undefined && (
                    <>
                      . Its claim <code>{bearer.subjectClaim}</code> must be <code>{consumer.subject}</code>
                    </>
                  )}
                  .
                </>,
              ]
            : []),
          'Send it in each request, as Authorization: Bearer and the token. No signature and no nonce are needed, and the same token is good for all requests until it expires.',
          'Request a new one before it expires. Keep it as secret as a password: anyone who has it can send requests as you.',
        ]}
      />
      <Code label="A request with a token" text={request} />
    </Section>
  );
}
