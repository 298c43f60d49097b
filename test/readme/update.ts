/** Writes the sections of the README that are made from the code. */
import { readFileSync, writeFileSync } from 'node:fs';
import { README, withSections } from './sections';

writeFileSync(README, withSections(readFileSync(README, 'utf8')));
