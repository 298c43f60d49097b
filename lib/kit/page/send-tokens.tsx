/** @jsxRuntime automatic @jsxImportSource preact */
import { type KitModel, schemesOf } from '../kit-model';
import { Code, Points, Section } from './parts';

/**
 * Returns requests with a token. A library must not encode the query: RQL has literal parentheses and commas.
 *
 * @param url with path and query
 */
function tokenSamples(url: string): readonly { readonly language: string; readonly text: string }[] {
  return [
    { language: 'curl', text: `curl -g -H "Authorization: Bearer $TOKEN" '${url}'` },
    {
      language: 'Python',
      text: `import os
import urllib.request

request = urllib.request.Request('${url}')
request.add_header('Authorization', 'Bearer ' + os.environ['TOKEN'])
print(urllib.request.urlopen(request, timeout=60).read().decode())`,
    },
    {
      language: 'Node.js',
      text: `const headers = { Authorization: \`Bearer \${process.env.TOKEN}\` };
const answer = await fetch('${url}', { headers, redirect: 'manual' });
console.log(answer.status, await answer.text());`,
    },
  ];
}

/** Explains to a consumer of an identity provider how it calls the gateway. */
export function SendTokens({ model }: { model: KitModel }) {
  const { oauth, consumer, url } = model;
  const { bearer } = oauth;
  const { signs } = schemesOf(model);
  const target = '/aps/2/resources?sort(name)&limit(0,3)';
  return (
    <Section id="tokens" title="Send bearer tokens">
      {signs && (
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
          `Send it in each request, as Authorization: Bearer and the token. ${signs ? 'No signature and no nonce are needed, and the same' : 'The same'} token is good for all requests until it expires.`,
          'Request a new one before it expires. Keep it as secret as a password: anyone who has it can send requests as you.',
        ]}
      />
      <p>
        Each of these reads the token from the environment variable <code>TOKEN</code>, and prints the answer.
      </p>
      {tokenSamples(url + target).map(({ language, text }) => (
        <div key={language}>
          <h3>{language}</h3>
          <Code label={`A request with a token, ${language}`} text={text} />
        </div>
      ))}
    </Section>
  );
}
