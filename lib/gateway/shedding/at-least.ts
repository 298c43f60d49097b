/** More than any latency has. */
const MOST_DIGITS = 9;

/**
 * Returns a regular expression for the decimal digits of whole numbers that are at least a limit. The access log quotes its
 * numbers, and CloudWatch Logs compares only unquoted ones as numbers. It supports no parentheses (CloudWatch Logs user
 * guide, "Supported regular expressions (regex) syntax"), so each alternative has its own anchors.
 *
 * @param limit whole number, at least 1
 */
export function atLeast(limit: number): string {
  const digits = String(limit);
  const larger = Array.from(digits).flatMap((digit, index) => {
    const next = Number(digit) + 1;
    return next > 9 ? [] : [`${digits.slice(0, index)}${set(next)}${more(digits.length - index - 1)}`];
  });
  const alternatives = [digits, ...larger, `[1-9]\\d{${digits.length},${MOST_DIGITS}}`];
  return alternatives.map((alternative) => `^${alternative}$`).join('|');
}

function set(from: number): string {
  return from === 9 ? '9' : `[${from}-9]`;
}

function more(count: number): string {
  return '\\d'.repeat(count);
}
