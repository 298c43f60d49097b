import { useState } from 'preact/hooks';

/** The command that shows or does the same in a terminal. */
export function CommandLine({ line }: { line: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(`npx aps-gateway ${line}`).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <p class="command">
      <span>The same in a terminal:</span> <code>npx aps-gateway {line}</code>{' '}
      <button type="button" onClick={copy}>
        {copied ? 'Copied' : 'Copy'}
      </button>
    </p>
  );
}
