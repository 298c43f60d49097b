import { once } from 'node:events';
import type { Command } from 'commander';
import { OnboardingError } from '../../onboarding/errors';
import type { CommonOptions } from '../context';
import type { Handler } from '../handle';
import { commonOptions, examples } from '../options/common-options';
import { shellWords } from '../output/shell-words';

interface ConsoleCommandOptions extends CommonOptions {
  readonly port: string;
  readonly readOnly?: boolean;
}

/** `console`. */
export function consolePage(parent: Command, handler: Handler): void {
  const command = parent
    .command('console')
    .description('serve a page on 127.0.0.1 that shows the environment, with your own AWS credentials')
    .option('--port <n>', 'port to listen on; 0 takes any free one', '10440')
    .option('--read-only', 'refuse everything that changes something');
  examples(commonOptions(command), 'console', 'console --environment production --read-only');
  command.action(
    handler.run(async (context, options: ConsoleCommandOptions) => {
      const { io, out, environment } = context;
      const port = readPort(options.port);
      const { version, consolePage: page } = handler.program;
      if (page === undefined) throw new OnboardingError('usage', 'console: a page cannot serve itself');
      // Before the page is served: without credentials or a Region, no page could show anything.
      await context.ports();
      const { readConsoleAssets } = await import('../../console/assets.ts');
      const { consoleRoutes } = await import('../../console/api/routes.ts');
      const { commandKits } = await import('../../console/api/kits.ts');
      const { pagesAddress } = await import('../../console/server/secret-pages.ts');
      const { serveConsole } = await import('../../console/server/serve-console.ts');
      const readOnly = options.readOnly ?? false;
      const { commandRunner } = await import('../run-in-process.ts');
      const run = commandRunner({
        ...io,
        version,
        options: shared(options, environment),
        ports: () => context.ports(),
      });
      const pages = { secret: io.randomHex(32), makeKit: commandKits(run) };
      const commandOptions = shellWords(shared(options, environment));
      const own = { environment, version, readOnly, local: false, mails: false, commandOptions };
      const session = { ...own, pages: pagesAddress(pages) };
      const served = await serveConsole({
        assets: readConsoleAssets(page),
        routes: consoleRoutes(session, run),
        pages,
        port,
        readOnly,
        randomHex: (bytes) => io.randomHex(bytes),
      }).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EADDRINUSE') throw error;
        throw new OnboardingError('failed', `--port: ${port} is in use on 127.0.0.1. Choose another, or 0 for any.`);
      });
      out.result(
        { url: served.url },
        () => `${served.url}\nAnyone with this address can do what you can. Ctrl-C ends it.`,
      );
      const interruption = io.interruption();
      if (!interruption.aborted) await once(interruption, 'abort');
      await served.close();
    }),
  );
}

/** Options that every command of the page gets: those that say where it looks. */
function shared({ config, profile, region, endpointUrl }: CommonOptions, environment: string): readonly string[] {
  const given = { environment, config, profile, region, 'endpoint-url': endpointUrl };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
}

function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new OnboardingError('usage', `--port: got ${JSON.stringify(text)}, expected a port from 0 to 65535`);
}
