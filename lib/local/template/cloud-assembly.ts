import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Place } from './physical-id';
import { Stack } from './stack';
import { type Template, TemplateError } from './template';

/** A synthesized cloud assembly, deployed in thought. */
export interface CloudAssembly {
  readonly stacks: readonly Stack[];
  readonly place: Place;
  /** Folder with the code that a stack uploads under an S3 key, `undefined` when no stack does. */
  assetDirectory(objectKey: string): string | undefined;
}

interface Manifest {
  readonly artifacts?: Readonly<Record<string, ManifestArtifact>>;
}

interface ManifestArtifact {
  readonly type: string;
  readonly environment?: string;
  readonly properties?: { readonly templateFile?: string; readonly stackName?: string; readonly file?: string };
}

interface AssetManifest {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path?: string };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

/** Where an environment without account and region is served. */
const NOWHERE: Place = { accountId: '000000000000', region: 'us-east-1' };

/**
 * Reads the folder that `cdk synth` wrote (manifest, templates, asset manifests).
 * Throws a {@link TemplateError} when it holds no stack.
 */
export function readCloudAssembly(directory: string): CloudAssembly {
  const artifacts = Object.entries((readJson(directory, 'manifest.json') as Manifest).artifacts ?? {});
  const declared = artifacts.filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack');
  if (declared.length === 0) throw new TemplateError(`The cloud assembly in ${directory} holds no stack.`);

  const place = placeOf(declared.map(([, artifact]) => artifact.environment));
  const stacks: Stack[] = [];
  const parameterValue = (name: string) => findParameter(stacks, name);
  for (const [id, artifact] of declared) {
    const template = readJson(directory, artifact.properties?.templateFile ?? `${id}.template.json`) as Template;
    stacks.push(new Stack(artifact.properties?.stackName ?? id, template, { place, parameterValue }));
  }
  const assets = readAssets(directory, artifacts);
  return { stacks, place, assetDirectory: (objectKey) => assets.get(objectKey) };
}

function readJson(directory: string, file: string): unknown {
  return JSON.parse(readFileSync(join(directory, file), 'utf8'));
}

/** Account and region of the first stack that names them: `aws://123456789012/eu-central-1`. */
function placeOf(environments: readonly (string | undefined)[]): Place {
  for (const environment of environments) {
    const match = /^aws:\/\/(\d{12})\/([a-z0-9-]+)$/.exec(environment ?? '');
    if (match?.[1] !== undefined && match[2] !== undefined) return { accountId: match[1], region: match[2] };
    const regionOnly = /^aws:\/\/[^/]+\/([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(environment ?? '');
    if (regionOnly?.[1] !== undefined) return { ...NOWHERE, region: regionOnly[1] };
  }
  return NOWHERE;
}

function findParameter(stacks: readonly Stack[], name: string): string | undefined {
  for (const stack of stacks) {
    const value = stack.publishedParameter(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function readAssets(
  directory: string,
  artifacts: readonly (readonly [string, ManifestArtifact])[],
): Map<string, string> {
  const assets = new Map<string, string>();
  for (const [, artifact] of artifacts) {
    if (artifact.type !== 'cdk:asset-manifest' || artifact.properties?.file === undefined) continue;
    const manifest = readJson(directory, artifact.properties.file) as AssetManifest;
    for (const { source, destinations } of Object.values(manifest.files ?? {})) {
      if (source.path === undefined) continue;
      for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, join(directory, source.path));
    }
  }
  return assets;
}
