import type { FilledTemplate } from './templates/template';
import type { Brand } from './settings';

/** A mail, ready to send. */
export interface Mail {
  /** Addresses, at least one. */
  readonly to: readonly string[];
  /** Name of the sender, in front of its address. */
  readonly fromName: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Most recipients of a message (SES v2, SendEmail). */
const MOST_RECIPIENTS = 50;
/** ASCII without anything that separates or quotes in a header (a part of RFC 5321, 4.1.2). */
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d]$/i;
const DEFAULT_COLOR = '#1f4e79';

/** Returns the addresses to which a mail can be sent: each once, and none that could add a header. */
export function usableAddresses(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses.filter((address) => ADDRESS.test(address)))].slice(0, MOST_RECIPIENTS);
}

/**
 * Makes the mail of a filled template, as plain text and as HTML in the colours of a brand.
 *
 * @param language language of the template, such as `en`, for screen readers
 */
export function composeMail(
  { subject, lines }: FilledTemplate,
  to: readonly string[],
  { brand, language }: { readonly brand: Brand; readonly language: string },
): Mail {
  const paragraphs = paragraphsOf(lines);
  const text = `${paragraphs.map((paragraph) => paragraph.join('\n')).join('\n\n')}\n`;
  return { to, fromName: brand.name, subject, text, html: htmlOf(subject, paragraphs, { ...brand, language }) };
}

/** Runs of lines between empty ones; lines that were left out leave no gap. */
function paragraphsOf(lines: readonly string[]): readonly (readonly string[])[] {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.split('\n').filter((line) => line !== ''))
    .filter((paragraph) => paragraph.length > 0);
}

function htmlOf(
  subject: string,
  paragraphs: readonly (readonly string[])[],
  { name, color, language }: Brand & { readonly language: string },
): string {
  const body = paragraphs.map((lines) => `<p>${lines.map(linked).join('<br>\n')}</p>`).join('\n');
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f4f4f5;color:#1a1a1a;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:600px;margin:auto;background:#ffffff;border-top:6px solid ${color ?? DEFAULT_COLOR};padding:8px 24px">
<p style="font-weight:bold">${escaped(name)}</p>
${body}
</div>
</body>
</html>
`;
}

/** A line as HTML, in which addresses of web pages are links. */
function linked(line: string): string {
  return line
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/)
    .map((part, index) => (index % 2 === 0 ? escaped(part) : `<a href="${escaped(part)}">${escaped(part)}</a>`))
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
}
