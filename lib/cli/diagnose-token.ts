import type { BearerSettings } from '../../lambda/authorizer/contract';
import { OnboardingError } from '../onboarding/errors';
import type { Context } from './context';
import { EXIT_CODES } from './exit-codes';
import { readFileText } from './files/read-input';
import { DEFAULT_CONFIG } from './options/common-options';
import { readTokenFile } from './options/token-file';

/** Options of `diagnose` for a bearer token. */
export interface TokenOptions {
  readonly tokenFile: string;
  readonly keys?: string;
  readonly config?: string;
}

/**
 * Explains a bearer token by the declared identity provider of a reseller's gateway. Calls neither AWS nor the provider.
 *
 * @throws OnboardingError
 */
export async function diagnoseToken(context: Context, options: TokenOptions, reseller: string): Promise<number> {
  const { io, out } = context;
  const settings = await declaredBearer(context, options.config ?? DEFAULT_CONFIG, reseller);
  const token = await readTokenFile(io, options.tokenFile);
  const [{ explainToken }, { tokenText }] = await Promise.all([
    import('../diagnose/explain-token.ts'),
    import('./output/token-text.ts'),
  ]);
  const jwks = options.keys === undefined ? {} : { jwks: (await readFileText(io, options.keys)).text };
  const now = io.now();
  const report = await explainToken(token, { settings, nowMs: now.getTime(), ...jwks }).catch((error: unknown) => {
    const isOfKeys = error instanceof Error && options.keys !== undefined;
    if (!isOfKeys) throw error;
    const expected = 'the JSON Web Key Set of the identity provider, as its jwksUri answers';
    const problem = KEY_SET_PROBLEMS[error.name] ?? error.name;
    throw new OnboardingError('usage', `${options.keys} ${problem}; expected ${expected}`, { cause: error });
  });
  out.result(report, () => tokenText(report, now, out.colors));
  return report.verdict === 'accepted' ? EXIT_CODES.done : EXIT_CODES.finding;
}

/** By the name of the error. */
const KEY_SET_PROBLEMS: Readonly<Record<string, string>> = {
  NotJson: 'is not JSON',
  NotAKeySet: 'has no list "keys"',
  TooManyKeys: 'has too many keys',
  NoUsableKey: 'has no public key that can verify a token; RSA keys need 2048 bits',
};

async function declaredBearer(context: Context, config: string, reseller: string): Promise<BearerSettings> {
  const { readConfiguration } = await import('./resellers.ts');
  const { resellers, gateways } = readConfiguration(context, config);
  const declared = resellers.find(({ id }) => id === reseller);
  if (!declared) {
    const known = resellers.map(({ id }) => id).join(', ');
    throw new OnboardingError('notFound', `Reseller ${reseller} is not declared; declared are: ${known}.`);
  }
  const { bearer } = gateways.find(({ resellerId }) => resellerId === declared.gatewayOwner)?.oauth ?? {};
  if (bearer) return bearer;
  throw new OnboardingError(
    'conflict',
    `The gateway of ${reseller} does not accept bearer tokens: its files have no bearer in oauth.authentication.`,
  );
}
