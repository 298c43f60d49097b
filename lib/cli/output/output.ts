import { colorsFor } from './colors';
import type { CliIo } from '../io';

type Colors = ReturnType<typeof colorsFor>;

/** Output of a command. Text that is not the result goes to stderr, so that stdout can be piped. */
export class Output {
  readonly colors: Colors;

  constructor(
    private readonly io: CliIo,
    readonly json: boolean,
  ) {
    this.colors = colorsFor(io.stdout, io.environmentVariables);
  }

  /** Writes the result: JSON with `--json`, otherwise text. */
  result(value: unknown, text: () => string): void {
    this.write(this.json ? JSON.stringify(value, null, 2) : text());
  }

  /** Writes one of many results on a line of its own: JSON with `--json`, otherwise text. */
  each(value: unknown, text: () => string): void {
    this.write(this.json ? JSON.stringify(value) : text());
  }

  /** Writes a line of the result's text; nothing with `--json`. */
  line(text: string): void {
    if (!this.json) this.write(text);
  }

  /** Writes a line for the person at the terminal; it is not part of the result. */
  notice(text: string): void {
    this.io.stderr.write(`${text}\n`);
  }

  private write(text: string): void {
    this.io.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }
}

/** Formats a table of plain columns. */
export async function table(head: readonly string[], rows: readonly (readonly string[])[], colors: Colors) {
  const { default: Table } = await import('cli-table3');
  const blank = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '' };
  const sides = { 'bottom-left': '', 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '' };
  const made = new Table({
    head: head.map((title) => colors.bold(title)),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: { ...blank, ...sides, right: '', 'right-mid': '', middle: '' },
  });
  made.push(...rows.map((row) => [...row]));
  return made.toString().replaceAll(/ +$/gm, '');
}
