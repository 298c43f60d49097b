import type { Command } from 'commander';
import { examine, examineCertificate, repair } from '../../onboarding/doctor';
import { OnboardingError } from '../../onboarding/errors';
import { readTier } from '../../onboarding/fields/identity';
import { requireGateway } from '../../onboarding/inventory/require-gateway';
import type { GatewayFinding } from '../../onboarding/plan/certificate-finding';
import type { Finding } from '../../onboarding/plan/diagnose';
import { resellerArgument } from '../options/arguments';
import { commonOptions, examples } from '../options/common-options';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';

interface DoctorOptions {
  readonly repair?: boolean;
  readonly tier?: string;
}

/** `doctor RESELLER`. */
export function doctor(parent: Command, handler: Handler): void {
  const command = parent
    .command('doctor')
    .description("find and repair what interrupted commands left behind at a reseller's gateway")
    .addArgument(resellerArgument())
    .option('--repair', 'repair what can be repaired')
    .option('--tier <tier>', 'with --repair: move consumers whose tier has no usage plan to this tier');
  examples(commonOptions(command), 'doctor alpha', 'doctor alpha --repair', 'doctor alpha --repair --tier standard');
  command.action(
    handler.run(async (context, options: DoctorOptions, reseller: string) => {
      const { out } = context;
      const ports = await context.ports();
      const tier = tierOf(options);
      const gateway = await requireGateway(ports.gateways, context.environment, reseller);
      const findings: ((Finding | GatewayFinding) & { readonly state: 'found' | 'repaired' | 'left' })[] = [];
      const expiry = await examineCertificate(ports, gateway);
      if (expiry) {
        const state = options.repair ? 'left' : 'found';
        findings.push({ ...expiry, state });
        out.line(`${out.colors.yellow(state.padEnd(8))} ${expiry.message}`);
      }
      for (const finding of await examine(ports, gateway)) {
        const result = options.repair ? await repair(ports, gateway, finding, tier) : undefined;
        const state = result === undefined ? 'found' : result === 'repaired' ? 'repaired' : 'left';
        const message = typeof result === 'object' ? result.left : finding.message;
        findings.push({ ...finding, message, state });
        out.line(`${out.colors.yellow(state.padEnd(8))} ${finding.consumerKey}: ${message}`);
      }
      const open = findings.filter(({ state }) => state !== 'repaired').length;
      out.result({ reseller, gateway: gateway.resellerId, findings }, () => {
        if (findings.length === 0) return 'Everything is as it should be.';
        if (open === 0) return 'Everything is repaired.';
        return options.repair ? `${open} left.` : `${open} found; --repair repairs what can be repaired.`;
      });
      return open > 0 ? EXIT_CODES.failed : EXIT_CODES.done;
    }),
  );
}

function tierOf({ repair: repairs, tier }: DoctorOptions): string | undefined {
  if (tier === undefined) return undefined;
  if (!repairs) throw new OnboardingError('usage', '--tier: expected --repair too, which moves consumers to it');
  return readTier(tier);
}
