/** Writes the sections of the documentation that are made from the code. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES, ROOT, withSections } from './sections';

for (const page of Object.keys(PAGES)) {
  const path = join(ROOT, page);
  writeFileSync(path, withSections(page, readFileSync(path, 'utf8')));
}
