import type { KitFiles } from '../../kit/kit-files';
import type { MakeKit } from '../server/answer-kit';
import { type RunCommand, runToResult } from './run-command';

/** A file in the JSON of the command `kit`. */
type FileJson = { readonly name: string } & ({ readonly text: string } | { readonly base64: string });

/** Makes the function that makes welcome kits by the command `kit`. */
export function commandKits(run: RunCommand): MakeKit {
  return async ({ reseller, consumerKey }): Promise<KitFiles> => {
    const words = ['kit', '--', reseller, ...(consumerKey === undefined ? [] : [consumerKey])];
    // Several files may wait for it, so no single request that breaks off ends it.
    const { result } = await runToResult(run, { words }, new AbortController().signal);
    const { files } = result as { readonly files: readonly FileJson[] };
    return new Map(
      files.map((file) => [file.name, 'text' in file ? file.text : Buffer.from(file.base64, 'base64')] as const),
    );
  };
}
