/** @jsxRuntime automatic @jsxImportSource preact */
import { renderToStaticMarkup } from 'preact-render-to-string';
import { type KitModel, schemesOf } from '../kit-model';
import type { SampleSource } from '../samples';
import { ClientCertificate } from './client-certificate';
import { Connection } from './connection';
import { GetAKey, LabHints } from './get-a-key';
import { Refusals, Support } from './refusals';
import { Rql } from './rql';
import { SendTokens } from './send-tokens';
import { Collections, Libraries, Samples } from './samples';

/** Sections of a kit; those without a condition are for every reader. */
const CONTENTS: readonly (readonly [id: string, title: string, only?: 'signs' | 'sendsTokens' | 'mutualTls'])[] = [
  ['connection', 'Your connection'],
  ['certificate', 'Certificate', 'mutualTls'],
  ['tokens', 'Tokens', 'sendsTokens'],
  ['key', 'Get a key', 'signs'],
  ['samples', 'First request', 'signs'],
  ['rql', 'Queries'],
  ['tools', 'By hand', 'signs'],
  ['libraries', 'Libraries', 'signs'],
  ['refusals', 'Refusals'],
  ['support', 'Help'],
  ['lab', 'Labs and TLS'],
];

/**
 * Renders the page of a kit. It has no scripts, and everything in it is escaped.
 *
 * @param sources texts of the samples
 */
export function pageHtml(model: KitModel, sources: readonly SampleSource[]): string {
  return `<!doctype html>${renderToStaticMarkup(<Page model={model} sources={sources} />)}\n`;
}

function Page({ model, sources }: { model: KitModel; sources: readonly SampleSource[] }) {
  const { brand, reseller, consumer, madeOn, environment } = model;
  const schemes = schemesOf(model);
  const conditions = { ...schemes, mutualTls: model.mutualTls };
  const { signs, sendsTokens } = schemes;
  const about = consumer ? (consumer.displayName ?? consumer.key) : reseller.displayName;
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`API access for ${about} · ${brand.name}`}</title>
        <link rel="stylesheet" href="style.css" />
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <header class="top">
          <span class="brand">
            {brand.logo && <img src={brand.logo.name} alt="" />}
            {brand.name}
          </span>
          <nav aria-label="Contents">
            {CONTENTS.filter(([, , only]) => !only || conditions[only]).map(([id, title]) => (
              <a key={id} href={`#${id}`}>
                {title}
              </a>
            ))}
          </nav>
        </header>
        <main id="content">
          <h1>API access for {about}</h1>
          <p class="muted">
            {environment} · made on {madeOn}. Everything that your system needs to call the platform’s APS bus, except{' '}
            {signs ? 'the secret' : 'its tokens'}.
          </p>
          <Connection model={model} />
          {model.mutualTls && <ClientCertificate model={model} />}
          {sendsTokens && <SendTokens model={model} />}
          {signs && <GetAKey model={model} />}
          {signs && <Samples sources={sources} />}
          <Rql model={model} />
          {signs && <Collections />}
          {signs && <Libraries />}
          <Refusals model={model} />
          <Support model={model} />
          <LabHints />
        </main>
      </body>
    </html>
  );
}
