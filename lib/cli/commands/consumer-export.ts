import { stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { OnboardingError } from '../../onboarding/errors';
import { toRecord } from '../../onboarding/records/records';
import { optionalResellerArgument } from '../options/arguments';
import { commonOptions, examples } from '../options/common-options';
import type { Handler } from '../handle';
import type { CliIo } from '../io';
import { RECORD_FORMATS, type RecordFormat, recordFormatOf, writeRecords } from '../files/record-files';
import { readList } from './consumer-list';

interface ExportOptions {
  readonly format?: RecordFormat;
  readonly output?: string;
  readonly overwrite?: boolean;
}

/** `consumer export [RESELLER]`. */
export function consumerExport(parent: Command, handler: Handler): void {
  const command = parent
    .command('export')
    .description('write the records of consumers, without secrets, in the format that "import" reads')
    .addArgument(optionalResellerArgument())
    .addOption(
      new Option('--format <format>', "format of the records (default: by the file's name, else yaml)").choices(
        RECORD_FORMATS,
      ),
    )
    .option('-o, --output <file>', 'write to this file instead of standard output')
    .option('--overwrite', 'replace an existing file');
  examples(commonOptions(command), 'consumer export alpha -o alpha.csv', 'consumer export alpha --format csv');
  command.action(
    handler.run(async (context, options: ExportOptions, reseller?: string) => {
      const { output } = options;
      const format = formatOf(options);
      const listed = await readList(context, reseller === undefined ? {} : { reseller });
      const records = listed.flatMap(({ consumer }) => (consumer ? [toRecord(consumer)] : []));
      const text = await writeRecords(records, format);
      if (output !== undefined) await write(context.io, output, text, options.overwrite === true);
      const count = records.length === 1 ? '1 consumer' : `${records.length} consumers`;
      context.out.result({ consumers: records, file: output ?? null }, () =>
        output === undefined ? text : `${count} written to ${output}.`,
      );
      const skipped = listed.length - records.length;
      if (skipped > 0) context.out.notice(`notice: ${skipped} with unreadable records left out; run "doctor"`);
    }),
  );
}

/** Format to write; throws if "import" would expect another under the file's name. */
function formatOf({ format, output }: ExportOptions): RecordFormat {
  if (output === undefined) return format ?? 'yaml';
  const named = recordFormatOf(output);
  if (format === undefined || format === named) return named;
  throw new OnboardingError(
    'usage',
    `--format ${format}: "import" would read ${output} as ${named}; expected ${format === 'csv' ? 'a file name that ends in .csv' : 'another file name than one that ends in .csv'}`,
  );
}

async function write(io: CliIo, file: string, text: string, overwrite: boolean): Promise<void> {
  const path = resolve(io.workingDirectory, file);
  // A pipe or a terminal contains nothing to overwrite.
  const special = await stat(path).then(
    (found) => !found.isFile(),
    () => false,
  );
  await writeFile(path, text, { flag: overwrite || special ? 'w' : 'wx' }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      const taken = `${file} exists; it was not changed. Name another file, or give --overwrite.`;
      throw new OnboardingError('conflict', taken, { cause: error });
    }
    const problem = error instanceof Error ? error.message : 'unknown';
    throw new OnboardingError('usage', `cannot write ${file}: ${problem}`, { cause: error });
  });
}
