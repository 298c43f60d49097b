/** Words of one command line, as its shell hands them to the program. */
export interface ShellWords {
  readonly words: readonly string[];
  /** The operator that ended the command, such as `|` or `&`; absent at the end of the text. */
  readonly endedBy?: string;
}

/** A command line that its shell would not run, or that depends on something that is not in its text. */
export class ShellSyntaxError extends Error {
  override readonly name = 'ShellSyntaxError';
}

/** Collects the characters of the words of a command line. */
export class WordList {
  readonly words: string[] = [];
  private word: string | undefined;

  /** Adds text to the current word; empty text, such as `''`, makes an empty word. */
  add(text: string): void {
    this.word = (this.word ?? '') + text;
  }

  /** Ends the current word, if there is one. */
  end(): void {
    if (this.word !== undefined) this.words.push(this.word);
    this.word = undefined;
  }

  get insideWord(): boolean {
    return this.word !== undefined;
  }
}
