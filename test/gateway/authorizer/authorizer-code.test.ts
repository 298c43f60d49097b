import { buildSync, type BuildOptions } from 'esbuild';
import { AUTHORIZER_BUNDLE, BEARER_AUTHORIZER_BUNDLE } from '../../../lib/gateway/authorizer/authorizer-code';

function bundled(options: BuildOptions) {
  const { outputFiles, metafile } = buildSync({ ...options, write: false, metafile: true, outdir: 'none' });
  const [output] = Object.values(metafile.outputs);
  const inputs = Object.entries(output!.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([name]) => name);
  return { text: outputFiles[0]!.text, inputs };
}

const oauth1 = bundled(AUTHORIZER_BUNDLE);
const bearer = bundled(BEARER_AUTHORIZER_BUNDLE);

const isOfTokensOrBrakes = (name: string) =>
  /\/bearer\/|\/lockout\/|\/shedding\/|connect-brakes|dynamodb-(?:failures|shedding)|\/bearer-authorizer\/|all-refusals|node_modules\/jose/.test(
    name,
  );

test('the authorizer of a gateway for signatures only carries no byte of bearer tokens and brakes', () => {
  expect(oauth1.inputs.filter(isOfTokensOrBrakes)).toEqual([]);
  expect(oauth1.text).not.toMatch(/jose|bearer|jwks|jwt|identity_provider|token_(?:expired|invalid|subject)/i);
});

test('both authorizers are the same, apart from tokens, brakes and the entry point', () => {
  const entries = ['lambda/authorizer/handler.ts', 'lambda/bearer-authorizer/handler.ts'];
  const common = bearer.inputs.filter((name) => !isOfTokensOrBrakes(name) && !entries.includes(name));
  expect(common).toEqual(oauth1.inputs.filter((name) => !entries.includes(name)));
});

test('the authorizer of a gateway for tokens has the library, and stays small', () => {
  expect(bearer.inputs.filter((name) => name.includes('node_modules/jose/')).length).toBeGreaterThan(5);
  expect(bearer.text.length - oauth1.text.length).toBeLessThan(75_000);
});
