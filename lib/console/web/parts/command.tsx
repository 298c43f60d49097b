import { createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';

/** Options that every command of the page needs in a terminal. */
export const CommandOptions = createContext('');

/** The commands that show or do the same in a terminal. */
export function CommandLine({ lines }: { lines: readonly string[] }) {
  const options = useContext(CommandOptions);
  return (
    <section class="command" aria-label="Commands">
      <p>The same in a terminal:</p>
      {lines.map((line) => (
        <Line key={line} text={`npx aps-gateway ${line} ${options}`.trimEnd()} />
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
