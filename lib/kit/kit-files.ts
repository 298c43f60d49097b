import { readAsset } from './assets';
import { collectionFiles } from './collections/collections';
import { type KitModel, schemesOf, signatureMethodOf } from './kit-model';
import { type SampleSource, sampleSources } from './samples';

// Not by import: the types of preact bring those of browsers, which no other code may see. The page has a tsconfig.json of
// its own, and in the built CLI a file of its own, because preact has only ES modules.
const { pageHtml } = require('./page/kit-page') as {
  readonly pageHtml: (model: KitModel, sources: readonly SampleSource[]) => string;
};

/** A kit's files by name, relative to its folder. */
export type KitFiles = ReadonlyMap<string, string | Uint8Array>;

/** Rules of the page that the console's style sheet does not have. */
const OWN_STYLE = `
html { scroll-padding-top: 12px; }
main { max-width: 980px; }
.brand { display: inline-flex; gap: 10px; align-items: center; }
.brand img { height: 32px; max-width: 200px; }
h3 { font-size: 1rem; margin: 20px 0 8px; }
pre { overflow-x: auto; margin: 8px 0; padding: 12px 14px; font-size: 0.93em; background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); }
pre code { overflow-wrap: normal; }
details { margin: 0 0 8px; padding: 8px 14px; background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); }
summary { cursor: pointer; font-weight: 600; }
summary .muted { font-weight: 400; }
td ul { margin: 0; padding-left: 18px; }
li { margin-bottom: 4px; }
tbody th { min-width: 150px; }
td { min-width: 110px; }
td code { white-space: nowrap; }
@media (max-width: 640px) { td code { white-space: normal; overflow-wrap: anywhere; } }
@media (max-width: 600px) { tbody th, td { min-width: 0; } }
@media print { details { break-inside: avoid; } .top nav { display: none; } }
`;

/** Makes the files of a kit. They contain no secret, because the model has none. Pure, except that it reads its assets. */
export function kitFiles(model: KitModel): KitFiles {
  const { brand, url, consumer } = model;
  // Samples and collections sign; with a token there is nothing to sign.
  const { signs } = schemesOf(model);
  const ownKey = consumer && { consumerKey: consumer.key };
  const sources = signs ? sampleSources({ url, ...ownKey, signatureMethod: signatureMethodOf(model) }) : [];
  return new Map<string, string | Uint8Array>([
    ['index.html', pageHtml(model, sources)],
    ['style.css', readAsset('console.css') + OWN_STYLE],
    ...(brand.logo ? [[brand.logo.name, brand.logo.bytes] as const] : []),
    ...sources.map(({ sample, text }) => [`samples/${sample.file}`, text] as const),
    ...(signs ? Object.entries(collectionFiles(model)) : []),
  ]);
}
