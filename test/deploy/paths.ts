import { join } from 'node:path';

/** The package's own folder. */
export const PACKAGE = join(__dirname, '../..');
/** The virtual environment; git ignores it. */
export const VENV = join(PACKAGE, '.venv/deploy');
/** Everything that a run writes: logs, configuration, assemblies; git ignores it. */
export const WORK = join(PACKAGE, 'reports/deploy');
