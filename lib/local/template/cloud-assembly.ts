import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isObject } from '../../is-object';
import type { Place } from './physical-id';
import { Properties } from './properties';
import { Stack } from './stack';
import { readTemplate } from './read-template';
import { TemplateError } from './template';

/** A synthesized cloud assembly, as it would be deployed. */
export interface CloudAssembly {
  readonly stacks: readonly Stack[];
  readonly place: Place;
  /** Folder with the code that a stack uploads under an S3 key; `undefined` if there is none. */
  assetDirectory(objectKey: string): string | undefined;
}

interface Artifact {
  readonly id: string;
  readonly type: string;
  readonly environment: string | undefined;
  readonly properties: Properties;
}

/** Account and region of an environment without its own. */
const UNKNOWN_PLACE: Place = { accountId: '000000000000', region: 'us-east-1' };

/**
 * Reads the folder that `cdk synth` writes: its manifest, templates and asset manifests.
 * @throws TemplateError if it has no stack, or a file is not as expected
 */
export function readCloudAssembly(directory: string): CloudAssembly {
  const artifacts = readArtifacts(directory);
  const declared = artifacts.filter(({ type }) => type === 'aws:cloudformation:stack');
  if (declared.length === 0) throw new TemplateError(`The cloud assembly in ${directory} has no stack.`);

  const place = placeOf(declared.map(({ environment }) => environment));
  const stacks: Stack[] = [];
  const parameterValue = (name: string) => findParameter(stacks, name);
  for (const { id, properties } of declared) {
    const file = properties.optionalText('templateFile') ?? `${id}.template.json`;
    const template = readTemplate(readJson(directory, file));
    const name = properties.optionalText('stackName') ?? id;
    stacks.push(new Stack(name, template, { place, parameterValue }, properties.textMap('tags')));
  }
  const assets = new Map(artifacts.flatMap((artifact) => readAssets(directory, artifact)));
  return { stacks, place, assetDirectory: (objectKey) => assets.get(objectKey) };
}

function readArtifacts(directory: string): readonly Artifact[] {
  const artifacts = readJson(directory, 'manifest.json').child('artifacts');
  return artifacts.names().map((id) => {
    const artifact = artifacts.child(id);
    return {
      id,
      type: artifact.text('type'),
      environment: artifact.optionalText('environment'),
      properties: artifact.child('properties'),
    };
  });
}

function readJson(directory: string, file: string): Properties {
  const value: unknown = JSON.parse(readFileSync(join(directory, file), 'utf8'));
  if (isObject(value)) return new Properties(value, file);
  throw new TemplateError(`${join(directory, file)} is not a JSON object.`);
}

/** Account and region of the first stack that names them: `aws://123456789012/eu-central-1`. */
function placeOf(environments: readonly (string | undefined)[]): Place {
  for (const environment of environments) {
    const match = /^aws:\/\/(\d{12})\/([a-z0-9-]+)$/.exec(environment ?? '');
    if (match?.[1] !== undefined && match[2] !== undefined) return { accountId: match[1], region: match[2] };
    const regionOnly = /^aws:\/\/[^/]+\/([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(environment ?? '');
    if (regionOnly?.[1] !== undefined) return { ...UNKNOWN_PLACE, region: regionOnly[1] };
  }
  return UNKNOWN_PLACE;
}

function findParameter(stacks: readonly Stack[], name: string): string | undefined {
  for (const stack of stacks) {
    const value = stack.publishedParameter(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Folders by the S3 keys that an asset manifest uploads them under. */
function readAssets(
  directory: string,
  { type, properties }: Artifact,
): readonly (readonly [objectKey: string, folder: string])[] {
  const manifest = properties.optionalText('file');
  if (type !== 'cdk:asset-manifest' || manifest === undefined) return [];
  const files = readJson(directory, manifest).child('files');
  return files.names().flatMap((id) => {
    const path = files.child(id).child('source').optionalText('path');
    if (path === undefined) return [];
    const destinations = files.child(id).child('destinations');
    return destinations
      .names()
      .map((name) => [destinations.child(name).text('objectKey'), join(directory, path)] as const);
  });
}
