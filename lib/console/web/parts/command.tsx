import { useState } from 'preact/hooks';

/** The commands that show or do the same in a terminal. */
export function CommandLine({ lines }: { lines: readonly string[] }) {
  return (
    <section class="command" aria-label="Commands">
      <p>The same in a terminal:</p>
      {lines.map((line) => (
        <Line key={line} text={`npx aps-gateway ${line}`} />
      ))}
    </section>
  );
}

function Line({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <p>
      <code>{text}</code>{' '}
      <button type="button" class="small" aria-label={`Copy ${text}`} onClick={copy}>
        {copied ? 'Copied' : 'Copy'}
      </button>
    </p>
  );
}
