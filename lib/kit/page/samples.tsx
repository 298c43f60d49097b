/** @jsxRuntime automatic @jsxImportSource preact */
import { avoidableClients, unusableClients, WORKING_CLIENTS } from '../clients';
import { COLLECTIONS } from '../collections/collections';
import type { SampleSource } from '../samples';
import { Code, Points, Section, Table } from './parts';

/** Programs that sign and send a request. */
export function Samples({ sources }: { sources: readonly SampleSource[] }) {
  return (
    <Section id="samples" title="Send a first request">
      <p>
        Each sample is one file. It reads the secret from the environment variable <code>CONSUMER_SECRET</code>, sends a
        signed request, and prints the answer. Give it a method, a path with a query, and a JSON body to send others.
      </p>
      {sources.map(({ sample, text }) => (
        <details key={sample.file}>
          <summary>
            {sample.language} <span class="muted">({sample.needs})</span>
          </summary>
          <p>
            <a href={`samples/${sample.file}`}>{sample.file}</a>, run by <code>{sample.run}</code>
          </p>
          <Code label={`${sample.language} sample`} text={text} />
        </details>
      ))}
    </Section>
  );
}

/** Files for programs that send requests by hand. */
export function Collections() {
  return (
    <Section id="tools" title="Send requests by hand">
      <p>Each file has the same requests, the address and the signature method. Enter the secret in the program.</p>
      <Table
        label="Collections"
        head={['Program', 'File', 'How']}
        rows={COLLECTIONS.map(({ program, file, how }) => [program, <a href={file}>{file}</a>, how])}
      />
    </Section>
  );
}

/** Libraries that sign correctly, with the setting that each needs. */
export function Libraries() {
  return (
    <Section id="libraries" title="Choose a library">
      <p>
        A library must sign RQL, which consists of names without values. <b>These did in trials</b>:
      </p>
      <Table
        label="Libraries that sign correctly"
        head={['Library', 'Setting']}
        rows={WORKING_CLIENTS.map(({ name, setting }) => [name, setting])}
      />
      <h3>After a change in how you call them</h3>
      <details>
        <summary>Libraries that sign something else, and what to do</summary>
        <Table
          label="Libraries with known faults"
          head={['Library', 'It may sign', 'What to do']}
          rows={avoidableClients().map(({ name, signs, remedies }) => [
            name,
            <Points of={signs} />,
            <Points of={remedies} />,
          ])}
        />
      </details>
      <h3>Not for RQL</h3>
      <Points
        of={unusableClients().map(
          ({ name, signs }) =>
            `${name}: signs ${signs.join('; ')}. Choose another, or sign yourself as the samples do.`,
        )}
      />
    </Section>
  );
}
