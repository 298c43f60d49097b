import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_NAME } from '../../lib/package-root';
import { succeed } from './steps';

/** ts-node supports no later major version of TypeScript. */
const COMPILERS = ['typescript@5.9.3', 'ts-node@10.9.2', 'tsx@4.23.15', '@types/node@22.19.1'];

const IMPORTS = ['App', 'CfnOutput', 'Stack'];

/** Text of an app after its imports, as a user writes it. */
const BODY = `
const app = new App();
const stack = new Stack(app, 'Shop');
const gateway = new ResellerGateway(stack, 'Acme', {
  resellerId: 'acme',
  uiNodes: { brandEndpoint: 'https://brand.provider.example' },
  tiers: { standard: { quota: { limit: 10_000, period: 'month' }, throttle: { rateLimit: 10, burstLimit: 20 } } },
  alarms: {},
});
new CfnOutput(stack, 'Url', { value: gateway.urls[0] });
new CfnOutput(stack, 'Plan', { value: gateway.usagePlans.standard?.usagePlanId ?? '' });
app.synth();
`;

const TYPED = `import { ${IMPORTS.join(', ')} } from 'aws-cdk-lib';
import { ResellerGateway, type ResellerGatewayProps } from '${PACKAGE_NAME}';
type Tiers = ResellerGatewayProps['tiers'];
export const NONE: Tiers = {};
${BODY}`;

/** Options of a strict project, which checks the declarations of its packages as well. */
const STRICT = {
  target: 'ES2022',
  strict: true,
  esModuleInterop: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  types: ['node'],
};

/** Ways to run an app. */
const WAYS: Readonly<Record<string, readonly [command: string, ...words: readonly string[]]>> = {
  // The same compiler has checked the types with the same options before.
  'ts-node': ['node_modules/.bin/ts-node', '--transpile-only', '--prefer-ts-exts', 'app.ts'],
  tsx: ['node_modules/.bin/tsx', 'app.ts'],
  'tsc to CommonJS': ['node', 'commonjs/app.js'],
  'tsc to ES modules': ['node', 'modules/app.mjs'],
  'plain CommonJS': ['node', 'plain.cjs'],
  'plain ES module': ['node', 'plain.mjs'],
};

/** Uses the construct from the tarball in an app of one's own, in each way to run one; every way makes the same template. */
export function checkConstructs(app: string, tarball: string): void {
  succeed(app, 'npm', 'init', '-y');
  succeed(app, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', tarball, ...COMPILERS);
  const named = IMPORTS.join(', ');
  const files = {
    'app.ts': TYPED,
    'app.mts': TYPED,
    'tsconfig.json': tsconfig(
      { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '5.0', outDir: 'commonjs' },
      'app.ts',
    ),
    // The CDK's own declarations do not allow the first of these options without the second.
    'tsconfig.modules.json': tsconfig(
      { module: 'nodenext', outDir: 'modules', exactOptionalPropertyTypes: true, skipLibCheck: true },
      'app.mts',
    ),
    'plain.cjs': `const { ${named} } = require('aws-cdk-lib');\nconst { ResellerGateway } = require('${PACKAGE_NAME}');\n${BODY}`,
    'plain.mjs': `import { ${named} } from 'aws-cdk-lib';\nimport { ResellerGateway } from '${PACKAGE_NAME}';\n${BODY}`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(app, name), text);
  for (const config of ['tsconfig.json', 'tsconfig.modules.json']) succeed(app, 'node_modules/.bin/tsc', '-p', config);
  const templates = Object.entries(WAYS).map(([way, [command, ...words]]) => {
    const outdir = way.replaceAll(' ', '-');
    // The CDK's validation of templates takes seconds each time; `cdk synth` of the app has done it once.
    succeed(app, 'env', `CDK_OUTDIR=${outdir}`, 'CDK_VALIDATION=false', command, ...words);
    return [way, readFileSync(join(app, outdir, 'Shop.template.json'), 'utf8')] as const;
  });
  const [[, first] = ['', '']] = templates;
  assert.match(first, /"AWS::ApiGateway::RestApi"/);
  for (const [way, template] of templates) assert.equal(template, first, `${way} makes another template`);
}

function tsconfig(options: object, file: string): string {
  return JSON.stringify({ compilerOptions: { ...STRICT, ...options }, files: [file] });
}
