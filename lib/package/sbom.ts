import { execFileSync } from 'node:child_process';
import { dependencies } from '../../package.json';
import { PACKAGE_NAME } from '../package-root';
import { idOf, type ShippedPackage } from './shipped';

interface Component {
  readonly 'bom-ref': string;
  readonly properties?: readonly { readonly name: string }[];
}

/** A software bill of materials in CycloneDX's JSON, as `npm sbom` writes it. */
interface Sbom {
  readonly serialNumber?: string;
  readonly metadata: { readonly timestamp?: string; readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * Returns the bill of materials of the published package: what is bundled, and what is installed with it. It has no time
 * and no serial number, so that the same sources give the same bytes.
 *
 * @throws Error with npm's message if the lock file does not match package.json
 */
export function packageSbom(root: string, bundled: readonly ShippedPackage[]): string {
  const command = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'];
  const text = execFileSync('npm', command, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return `${JSON.stringify(shippedPart(JSON.parse(text) as Sbom, bundled), null, 2)}\n`;
}

/** Leaves out every package of a project's bill of materials that is not published. */
export function shippedPart(sbom: Sbom, bundled: readonly ShippedPackage[]): Sbom {
  const { serialNumber: _serialNumber, metadata, components, dependencies: links, ...rest } = sbom;
  const { timestamp: _timestamp, component, ...tools } = metadata;
  const installed = Object.entries(dependencies).map(([name, version]) => idOf({ name, version }));
  const kept = new Set([component['bom-ref'], ...installed, ...bundled.map(idOf)]);
  return {
    ...rest,
    metadata: { ...tools, component: Object.assign({}, component, { name: PACKAGE_NAME }) },
    components: components.filter((one) => kept.has(one['bom-ref'])).map(published),
    dependencies: links
      .filter(({ ref }) => kept.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((target) => kept.has(target)) })),
  };
}

/** npm marks a package that is bundled as one for development. */
function published(component: Component): Component {
  const properties = component.properties?.filter(({ name }) => name !== 'cdx:npm:package:development');
  return properties ? { ...component, properties } : component;
}
