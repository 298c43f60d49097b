/** @jsxRuntime automatic @jsxImportSource preact */
import { groupsOf, type KitModel } from '../kit-model';
import { Points, Section, Table } from './parts';

/** The steps to a consumer key and secret on the platform, in the words of its control panel. */
export function GetAKey({ model }: { model: KitModel }) {
  const entries = Object.entries(groupsOf(model)).flatMap(([name, { platformOperations = [] }]) =>
    platformOperations.map(({ type, verb }) => [<code>{type}</code>, <code>{verb}</code>, name]),
  );
  return (
    <Section id="key" title="Get a consumer key and secret">
      <p>
        The platform generates both. The person who does this needs the privilege “OAuth APS Bus Access” = “Manage”,
        which a security role grants; with “View”, one sees the settings only.
      </p>
      <ol>
        <li>
          In the control panel, create a special staff member for each system that will send requests, such as one for
          the CRM and one for billing.
        </li>
        <li>
          Open the details of the new staff member. On the tab <b>APS Bus Access</b>, click <b>Create</b>. It shows the
          Consumer Key and the Consumer Secret.
        </li>
        <li>
          Save the secret at once: it is visible only this time. After you leave the screen, it cannot be read again.
        </li>
        <li>
          In <b>Allowed Operations</b>, add an entry for each group of custom operations: the ID of the APS type,
          without its version, and one of GET, POST, PUT and DELETE. This limits custom operations only, not reading and
          changing resources.
        </li>
        <li>
          Give the key and the secret to the provider over a safe way, such as a shared password store, never by plain
          mail. The provider onboards it at the gateway; requests are refused before.
        </li>
      </ol>
      {entries.length > 0 && (
        <>
          <h3>Allowed Operations to enter</h3>
          <p>For step 4; copy each as it is.</p>
          <Table label="Allowed Operations" head={['APS type', 'Verb', 'For the operation group']} rows={entries} />
        </>
      )}
      <p>
        Once the reseller’s property <b>APS OAuth API Gateway URL</b> (System &gt; Settings &gt; System Properties) has
        the address of this gateway, the platform accepts requests of the reseller’s users only through it. Changing it
        needs “System Configuration” = “Manage”.
      </p>
    </Section>
  );
}

/** The hints of the platform's documentation for labs and TLS. */
export function LabHints() {
  return (
    <Section id="lab" title="Labs and TLS">
      <Points
        of={[
          <>
            This gateway has a certificate of a public authority, so leave the verification of certificates on. If it
            fails, the root certificates of your system are old, or a proxy opens the connection.
          </>,
          <>
            A lab’s own platform may have a self-signed certificate. Trust that one in your client, rather than
            switching verification off. In a browser’s REST client, first open the platform in the browser and accept
            the certificate.
          </>,
          <>
            “Your session has expired” after a lab was installed again under the same name: clear the old cookies. The
            gateway passes no cookies on, so send none.
          </>,
          <>
            A lab without a UI node of its own: in the provider control panel, make sure that the management node is
            “Ready to provide” (Infrastructure &gt; Service Nodes), then add a brand with the node’s own domain name
            (System &gt; Settings &gt; Brands &gt; Add New Brand).
          </>,
          <>
            An answer of the platform has the header <code>X-APSBooster-Response: true</code>. Without it, the answer
            did not come from the APS bus.
          </>,
        ]}
      />
    </Section>
  );
}
