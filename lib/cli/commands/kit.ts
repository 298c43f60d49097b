import { join } from 'node:path';
import { type Command, Argument } from 'commander';
import type { KitFiles } from '../../kit/kit-files';
import { OnboardingError } from '../../onboarding/errors';
import { readConsumerKey } from '../../onboarding/fields/identity';
import type { Handler } from '../handle';
import { type KitOptions, makeKit, requireFolder, saveKit } from '../make-kit';
import { resellerArgument } from '../options/arguments';
import { commonOptions, examples } from '../options/common-options';

interface KitCommandOptions extends KitOptions {
  readonly out?: string;
  readonly json?: boolean;
}

/** `kit RESELLER [K]`. */
export function kit(parent: Command, handler: Handler): void {
  const command = parent
    .command('kit')
    .description('write a site for an integrator: address, limits, rules, samples and collections, without any secret')
    .addArgument(resellerArgument())
    .addArgument(
      new Argument('[consumerKey]', 'key of the consumer; when left out, for all of the reseller').argParser(
        readConsumerKey,
      ),
    )
    .option(
      '--out <folder>',
      'folder for the site: new, empty, or with an earlier kit; without it, --json prints the files',
    )
    .option(
      '--brand <file>',
      "the provider's name, logo and support address (config/<environment>/brand.yaml, if any)",
    );
  command.addHelpText('after', `\nA brand file:\n\n${BRAND_EXAMPLE}`);
  examples(commonOptions(command), 'kit alpha crm-prod --out kit-crm', 'kit alpha --out kit-alpha --brand brand.yaml');
  command.action(
    handler.run(async (context, options: KitCommandOptions, reseller: string, consumerKey: string | undefined) => {
      const { out: folder } = options;
      if (folder === undefined) {
        if (!options.json) throw new OnboardingError('usage', '--out: is missing; expected a folder for the site');
        const files = await makeKit(context, { reseller, consumerKey }, options);
        return context.out.result({ reseller, consumerKey: consumerKey ?? null, files: fileJson(files) }, () => '');
      }
      await requireFolder(context, '--out', folder);
      const files = await makeKit(context, { reseller, consumerKey }, options);
      await saveKit(context, '--out', folder, files);
      const result = { reseller, consumerKey: consumerKey ?? null, out: folder, files: [...files.keys()] };
      context.out.result(
        result,
        () => `The kit is in ${folder}; open ${join(folder, 'index.html')}. It has no secret.`,
      );
    }),
  );
}

const BRAND_EXAMPLE = `  name: Example Cloud
  logo: logo.svg            # or .png, at most 200 KB; optional
  support:                  # one of these, or more
    email: api-support@example.com
    url: https://status.example.com
    phone: +49 30 1234567
`;

function fileJson(files: KitFiles): readonly object[] {
  return [...files].map(([name, content]) =>
    typeof content === 'string' ? { name, text: content } : { name, base64: Buffer.from(content).toString('base64') },
  );
}
