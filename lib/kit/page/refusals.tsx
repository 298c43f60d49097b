/** @jsxRuntime automatic @jsxImportSource preact */
import { type KitModel, schemesOf } from '../kit-model';
import { refusalsFor } from '../refusals-for';
import { Points, Section, Table } from './parts';

/** Every refusal that its readers can get, how to tell who refused, and when to repeat a request. */
export function Refusals({ model }: { model: KitModel }) {
  const schemes = schemesOf(model);
  const { signs } = schemes;
  const all = Object.entries(refusalsFor(schemes));
  return (
    <Section id="refusals" title="When a request is refused">
      <p>
        The gateway answers with JSON: <code>code</code>, <code>message</code> and <code>requestId</code>. The message
        has the details{signs && ', such as the URL over which the signature was verified'}.
      </p>
      <WhoRefused signs={signs} />
      <h3>Repeat a request</h3>
      <Points
        of={[
          signs
            ? 'Sign each attempt again, with a new nonce and timestamp. The gateway accepts a signature once, so do not let your HTTP library or a proxy repeat requests.'
            : 'Send a token that is still valid. A repeated request is accepted, so let only your own code repeat one.',
          'After 429 and 503, wait as long as Retry-After says. The request was not carried out, so any method may be repeated.',
          'After 504, 502 or a broken connection, the platform may have carried out the request. Repeat GET, PUT and DELETE. After a POST, first query whether it took effect.',
          ...(model.tiers.some(({ priority }) => priority !== undefined)
            ? ['After platform_busy (503), send what can wait later: requests of other tiers are served meanwhile.']
            : []),
          ...(model.lockout && signs
            ? [
                'After locked_out, stop. Find out from the answers before it why requests failed, and go on after Retry-After: until then correct requests are refused too.',
              ]
            : []),
          'After any other refusal, change the request: it will be refused again.',
          signs
            ? 'Do not follow redirects: the new address needs a signature of its own.'
            : 'Do not follow redirects: they would hand your token to another server.',
        ]}
      />
      <h3>All codes</h3>
      <Table
        label="Refusals"
        head={['Code', 'Status', 'What is wrong', 'What to do']}
        rows={all.map(([code, { status, message, remedy }]) => [<code>{code}</code>, status, message, remedy])}
      />
    </Section>
  );
}

/** Marks of a refusal by the gateway, and of one by the platform. */
function WhoRefused({ signs }: { signs: boolean }) {
  const [proof, cause] = signs
    ? ['the signature', 'the property APS OAuth API Gateway URL']
    : ['the token', 'the identity provider of the platform'];
  return (
    <>
      <h3>Who refused it?</h3>
      <Points
        of={[
          <>
            A <code>code</code> of the table below: the gateway did, and the platform has not seen the request, except
            for 502 and 504.
          </>,
          <>
            A 401 without <code>code</code>: the platform did. Its own check of {proof} or of the user’s allowed
            operations failed. Ask the provider to check {cause} and the user.
          </>,
          <>
            A 401 with an empty <code>code</code>: your address is not on the list of the gateway.
          </>,
          <>
            Any other answer with <code>X-APSBooster-Response: true</code> comes from the platform.
          </>,
        ]}
      />
    </>
  );
}

/** Names the support, what to send to it, and what never to send. */
export function Support({ model }: { model: KitModel }) {
  const { signs } = schemesOf(model);
  const { name, support } = model.brand;
  const { email, url, phone } = support;
  return (
    <Section id="support" title="Get help">
      <p>
        {name}
        {email !== undefined && [
          ', ',
          <a key="email" href={`mailto:${email}`}>
            {email}
          </a>,
        ]}
        {url !== undefined && [
          ', ',
          <a key="url" href={url}>
            {url}
          </a>,
        ]}
        {phone !== undefined && `, ${phone}`}
      </p>
      <h3>Send</h3>
      <Points
        of={[
          <>
            the <code>requestId</code> of the answer: it finds the request in the log
          </>,
          'the time in UTC, the method, the path and the query',
          <>
            the status, the <code>code</code> and the message
          </>,
          'the consumer key, and the address from which you sent',
          ...(signs ? ['the signature base string, if your library can print it; it contains no secret'] : []),
        ]}
      />
      <h3>Never send</h3>
      <Points
        of={[
          ...(signs
            ? [
                'the consumer secret, or a part of it: support does not need it and will not ask for it',
                'the key of the HMAC, which is the secret followed by &',
                'an Authorization header that was not refused: it is a valid signature until it is used or too old',
              ]
            : ['a token, not even one that was refused: it may be valid until it expires']),
          'personal data of customers in bodies and screenshots',
        ]}
      />
    </Section>
  );
}
