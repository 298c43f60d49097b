import type { Properties } from './properties';
import type { Template, TemplateResource } from './template';

/**
 * Reads a template that CDK wrote into a file.
 * @throws TemplateError for a section or a resource that is not as expected
 */
export function readTemplate(template: Properties): Template {
  return {
    Parameters: mapOf(template.child('Parameters'), (parameter) => {
      const value = parameter.optionalText('Default');
      return { Type: parameter.text('Type'), ...(value !== undefined && { Default: value }) };
    }),
    Mappings: mapOf(template.child('Mappings'), (map) => mapOf(map, valuesOf)),
    Conditions: valuesOf(template.child('Conditions')),
    Resources: mapOf(template.child('Resources'), readResource),
  };
}

function readResource(resource: Properties): TemplateResource {
  const condition = resource.optionalText('Condition');
  return {
    Type: resource.text('Type'),
    Properties: valuesOf(resource.child('Properties')),
    ...(condition !== undefined && { Condition: condition }),
  };
}

function mapOf<T>(map: Properties, read: (member: Properties) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(map.names().map((name) => [name, read(map.child(name))]));
}

function valuesOf(map: Properties): Readonly<Record<string, unknown>> {
  return Object.fromEntries(map.names().map((name) => [name, map.value(name)]));
}
