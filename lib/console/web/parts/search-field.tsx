import { useEffect, useRef, useState } from 'preact/hooks';
import { useChoice } from '../router';

/** Letters typed within this time are searched for together: browsers limit how often an address may change. */
const PAUSE_MS = 150;

/** A search that is part of the address; `/` moves the focus to it. */
export function SearchField({ label }: { label: string }) {
  const [chosen, choose] = useChoice('search');
  const [text, setText] = useState(chosen);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setText(chosen), [chosen]);
  useEffect(() => {
    if (text === chosen) return undefined;
    const timer = setTimeout(() => choose(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
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
