import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { EnvironmentConfig } from '../../../lib/config/environment';
import { standaloneAppOptions } from '../../../lib/gateway/app-options';
import { addEnvironment } from '../../../lib/gateway/add-environment';
import { type Declared, environmentOf } from './environment';

/** Stands for a bundled function: what is in it makes no difference to a template. */
const code = mkdtempSync(join(tmpdir(), 'function-'));
writeFileSync(join(code, 'index.js'), 'exports.handler = async () => {};\n');

/** An app with the feature flags of cdk.json. */
export const testApp = () => new App(standaloneAppOptions());

/** Adds the stacks of an environment to an app, without bundling a function. */
export function addStacks(app: App, config: EnvironmentConfig, resellers?: readonly string[]): void {
  addEnvironment(app, config, {
    authorizerCode: () => code,
    forwarderCode: () => code,
    brakesAuthorizerCode: () => code,
    bearerAuthorizerCode: () => code,
    probeCode: () => code,
    noticesCode: () => code,
    ...(resellers && { resellers }),
  });
}

/** An app with the stacks of an environment. */
export function appOf(config: EnvironmentConfig, resellers?: readonly string[]): App {
  const app = testApp();
  addStacks(app, config, resellers);
  return app;
}

export const stackNames = (app: App) => app.node.children.filter(Stack.isStack).map(({ stackName }) => stackName);

/** Template of a stack of an environment. */
export function templateOf(declared: Declared, name: string): Template {
  const app = appOf(environmentOf(declared));
  const stack = app.node.findChild(name);
  return Template.fromStack(stack as Stack);
}

/** Template of the stack of reseller `alpha`, the only one that has what `reseller` declares. */
export const resellerTemplate = (
  reseller: NonNullable<Declared['resellers']>[string] = {},
  platform: Declared['platform'] = {},
) => templateOf({ platform, resellers: { alpha: reseller } }, 'aps-gateway-unit-alpha');

export const platformTemplate = (platform: Declared['platform'] = {}) =>
  templateOf({ platform }, 'aps-gateway-unit-platform');

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** Resources of one type with their logical ids. */
export const resourcesOf = (template: Template, type: string) =>
  Object.entries(template.findResources(type)) as [string, Resource][];

/** The only resource of a type. */
export function onlyResource(template: Template, type: string): Resource {
  const found = resourcesOf(template, type);
  expect(found).toHaveLength(1);
  return found[0]![1];
}

/** Evaluates a template expression to text, with logical ids in ${} and joins joined. */
export function text(expression: unknown): string {
  if (typeof expression !== 'object' || expression === null) return String(expression);
  const { Ref, 'Fn::Join': join_, 'Fn::GetAtt': attribute } = expression as { Ref?: string } & Record<string, unknown>;
  if (Ref) return `\${${Ref}}`;
  if (attribute) return `\${${(attribute as string[]).join('.')}}`;
  if (join_) return (join_ as [string, unknown[]])[1].map(text).join('');
  return JSON.stringify(expression);
}

/** Asserts that one resource of a type has these properties, among others. */
export const has = (template: Template, type: string, properties: object) =>
  template.hasResourceProperties(type, Match.objectLike(properties));
