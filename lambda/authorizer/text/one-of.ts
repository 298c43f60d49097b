/** Tests whether a value of any type is one of these texts. */
export function isOneOf<Text extends string>(texts: readonly Text[], value: unknown): value is Text {
  return texts.some((text) => text === value);
}
