const LONGEST = 200;

/** Makes text of a caller safe for a terminal: replaces what is not printable ASCII, and cuts it. */
export function printableText(text: string): string {
  const shown = text.replaceAll(/[^ -~]/g, '?');
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST - 3)}...` : shown;
}
