import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Copies of the files, next to the built CLI. */
const BUILT = join(__dirname, 'kit');

/** The console's style sheet, which the kit shares, as a path from this folder. */
const STYLE_SHEET = '../console/web/style/console.css';

/** Reads a text that is a file in the source: the console's style sheet, or one below `samples`. */
export function readAsset(name: 'console.css' | `samples/${string}`): string {
  const source = name === 'console.css' ? STYLE_SHEET : name;
  return readFileSync(existsSync(BUILT) ? join(BUILT, name) : join(__dirname, source), 'utf8');
}

/** Copies the files next to a built CLI, where {@link readAsset} finds them. */
export function copyAssets(built: string): void {
  const folder = join(built, basename(BUILT));
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(__dirname, 'samples'), join(folder, 'samples'), { recursive: true });
  cpSync(join(__dirname, STYLE_SHEET), join(folder, 'console.css'));
}
