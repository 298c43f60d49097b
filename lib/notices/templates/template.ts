import { type NoticeKind, type NoticeValues, type Placeholder, placeholdersOf } from './kinds';

/** A template as its file has it: a subject, and lines of text. */
export interface NoticeTemplate {
  readonly subject: string;
  /** Without empty lines at both ends. */
  readonly lines: readonly string[];
}

/** A mistake in a template file. */
export interface TemplateProblem {
  /** The first line is 1. */
  readonly line: number;
  readonly value?: string;
  readonly message: string;
  readonly allowed: string;
}

const SUBJECT = /^Subject: (\S.*)$/;
const PLACEHOLDER = /\{([^{}]*)\}/g;
/** A brace that is not part of a pair around one name. */
const LONE_BRACE = /[{}]/;

/** Reads a template file: a line `Subject: …`, an empty line, and text; `{name}` stands for a value. */
export function readTemplate(kind: NoticeKind, text: string): NoticeTemplate | readonly TemplateProblem[] {
  const [first = '', second = '', ...lines] = text.replace(/\s+$/, '').split(/\r?\n/);
  const subject = SUBJECT.exec(first)?.[1];
  const problems: TemplateProblem[] = [];
  if (subject === undefined) {
    problems.push({ line: 1, message: 'the first line is not the subject', allowed: 'Subject: and a text' });
  }
  if (second !== '' || lines.length === 0) {
    const message = 'there is no empty line between subject and text';
    problems.push({ line: 2, message, allowed: 'an empty line, and the text from the third line on' });
  }
  for (const [index, line] of [first, second, ...lines].entries()) {
    problems.push(...checkPlaceholders(kind, line, index + 1));
  }
  return problems.length > 0 || subject === undefined ? problems : { subject, lines };
}

function checkPlaceholders(kind: NoticeKind, line: string, number: number): readonly TemplateProblem[] {
  const known = placeholdersOf(kind);
  const allowed = known.map((name) => `{${name}}`).join(', ');
  const unknown = [...line.matchAll(PLACEHOLDER)].filter(([, name]) => !known.includes(name as Placeholder));
  const problems = unknown.map(([value]) => ({ line: number, value, message: 'unknown placeholder', allowed }));
  if (!LONE_BRACE.test(line.replaceAll(PLACEHOLDER, ''))) return problems;
  return [...problems, { line: number, message: 'a brace without its pair', allowed }];
}

/** A subject and lines of text with values in place of names. */
export interface FilledTemplate {
  readonly subject: string;
  readonly lines: readonly string[];
}

/** Fills in values. A line of the text that names an absent value is left out. */
export function fillTemplate({ subject, lines }: NoticeTemplate, values: NoticeValues): FilledTemplate {
  return {
    subject: filled(subject, values) ?? subject.replaceAll(PLACEHOLDER, ''),
    lines: lines.flatMap((line) => filled(line, values) ?? []),
  };
}

function filled(line: string, values: NoticeValues): string | undefined {
  const names = [...line.matchAll(PLACEHOLDER)].map(([, name]) => name as Placeholder);
  if (names.some((name) => values[name] === undefined)) return undefined;
  return line.replaceAll(PLACEHOLDER, (_, name: Placeholder) => printable(values[name] ?? ''));
}

/** Control characters and line breaks would add lines, or headers to a subject. */
function printable(value: string): string {
  return value.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}
