const HEX = /^[0-9A-Fa-f]$/;

/**
 * Decodes a path until no escape is left, because some servers decode more than once. Bytes above ASCII come out one
 * by one, because no check looks for them. Takes linear time.
 */
export function decodedPath(path: string): string {
  if (!path.includes('%')) return path;
  const decoded: string[] = [];
  for (const character of path) {
    decoded.push(character);
    while (decoded.at(-3) === '%' && HEX.test(decoded.at(-2)!) && HEX.test(decoded.at(-1)!)) {
      const hex = decoded.splice(-3).slice(1).join('');
      decoded.push(String.fromCharCode(Number.parseInt(hex, 16)));
    }
  }
  return decoded.join('');
}
