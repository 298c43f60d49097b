import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { OnboardingError } from '../../onboarding/errors';
import { toRecord } from '../../onboarding/records';
import { commonOptions, examples } from '../common-options';
import type { Handler } from '../handle';
import { RECORD_FORMATS, type RecordFormat, writeRecords } from '../record-files';
import { readList } from './consumer-list';

interface ExportOptions {
  readonly format: RecordFormat;
  readonly output?: string;
}

/** `consumer export [RESELLER]`. */
export function consumerExport(parent: Command, handler: Handler): void {
  const command = parent
    .command('export')
    .description('write the records of consumers, without secrets, as "import" reads them')
    .argument('[reseller]', 'id of the reseller; all of the environment when left out')
    .addOption(new Option('--format <format>', 'of the records').choices(RECORD_FORMATS).default('yaml'))
    .option('-o, --output <file>', 'write to this file instead of standard output');
  examples(commonOptions(command), 'consumer export alpha --format csv -o alpha.csv');
  command.action(
    handler.run(async (context, { format, output }: ExportOptions, reseller?: string) => {
      const listed = await readList(context, reseller === undefined ? {} : { reseller });
      const records = listed.flatMap(({ consumer }) => (consumer ? [toRecord(consumer)] : []));
      const text = await writeRecords(records, format);
      if (output !== undefined) await write(output, text);
      const count = records.length === 1 ? '1 consumer' : `${records.length} consumers`;
      context.out.result({ consumers: records, file: output ?? null }, () =>
        output === undefined ? text : `${count} written to ${output}.`,
      );
      const skipped = listed.length - records.length;
      if (skipped > 0) context.out.notice(`notice: ${skipped} with unreadable records left out; run "doctor"`);
    }),
  );
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    const problem = error instanceof Error ? error.message : 'unknown';
    throw new OnboardingError('usage', `cannot write ${file}: ${problem}`, { cause: error });
  });
}
