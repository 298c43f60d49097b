/** Writes the sections of the README and of the configuration's reference that are made from the code. */
import { readFileSync, writeFileSync } from 'node:fs';
import { PAGES, withSections } from './sections';

for (const page of Object.keys(PAGES)) writeFileSync(page, withSections(page, readFileSync(page, 'utf8')));
