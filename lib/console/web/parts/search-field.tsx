import { useEffect, useRef } from 'preact/hooks';
import { useChoice } from '../router';

/** A search that is part of the address; `/` moves the focus to it. */
export function SearchField({ label }: { label: string }) {
  const [text, setText] = useChoice('search');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
      if (event.key !== '/' || inField || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, []);
  return (
    <label class="search">
      {label}{' '}
      <input ref={field} type="search" value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
    </label>
  );
}
