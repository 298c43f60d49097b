import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { ClientCertificate } from '../../conformance/target';
import { OnboardingError } from '../../onboarding/errors';
import type { Context } from '../context';
import { readFileText } from '../files/read-input';

/**
 * Reads the client certificate and the key that --cert and --key name; `undefined` without both options.
 *
 * @throws OnboardingError `usage` when one is missing, one is not PEM, or they do not belong together
 */
export async function readClientCertificate(
  { io }: Context,
  { cert: certFile, key: keyFile }: { readonly cert?: string; readonly key?: string },
): Promise<ClientCertificate | undefined> {
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined || keyFile === undefined)
    throw new OnboardingError('usage', 'Give both --cert and --key, or neither.');
  const [{ text: cert }, { text: key }] = [await readFileText(io, certFile), await readFileText(io, keyFile)];
  const certificate = parsed('--cert', certFile, () => new X509Certificate(cert));
  const privateKey = parsed('--key', keyFile, () => createPrivateKey(key));
  if (certificate.checkPrivateKey(privateKey)) return { cert, key };
  throw new OnboardingError('usage', `--key: ${keyFile} is not the key of the certificate in ${certFile}`);
}

function parsed<T>(option: string, file: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    // The parser's own message could repeat a part of the key.
    throw new OnboardingError('usage', `${option}: ${file} is not PEM of the expected kind`);
  }
}
