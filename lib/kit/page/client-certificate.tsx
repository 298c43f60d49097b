/** @jsxRuntime automatic @jsxImportSource preact */
import { type KitModel, schemesOf } from '../kit-model';
import { Points, Section } from './parts';

/** Each client's place for a certificate and its private key. */
const OF_SAMPLES: readonly (readonly [client: string, where: string])[] = [
  ['Python, requests', 'cert=(…, …) of each request'],
  ['Node.js', 'cert and key of an Agent of undici, as dispatcher of fetch'],
  ['PHP', 'CURLOPT_SSLCERT and CURLOPT_SSLKEY'],
  ['Java', 'the system properties javax.net.ssl.keyStore and javax.net.ssl.keyStorePassword'],
  ['C#', 'HttpClientHandler.ClientCertificates'],
  ['Go', 'tls.Config.Certificates of the transport'],
];
const OF_TOKENS: readonly (readonly [client: string, where: string])[] = [
  ['Python', 'ssl.create_default_context, load_cert_chain, and the argument context of urlopen'],
  ['Node.js', 'cert and key of an Agent of undici, as dispatcher of fetch'],
];

/** Explains where clients take the certificate that the gateway requires. */
export function ClientCertificate({ model }: { model: KitModel }) {
  const { signs } = schemesOf(model);
  return (
    <Section id="certificate" title="Use your client certificate">
      <p>
        The gateway ends each connection without a client certificate that the provider trusts. The samples below do not
        have yours: give it, and its private key, to their HTTP client.
      </p>
      <Points
        of={[
          <>
            curl: <code>--cert</code> and <code>--key</code>
          </>,
          ...(signs ? OF_SAMPLES : OF_TOKENS).map(([client, where]) => `${client}: ${where}`),
          ...(signs ? ['Postman, Bruno, Insomnia: the settings for certificates, for the host of the gateway'] : []),
        ]}
      />
    </Section>
  );
}
