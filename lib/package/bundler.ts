import { type BuildOptions, buildSync, type Metafile, type OutputFile } from 'esbuild';

/** Runs esbuild in a project's root, and remembers which files went into the bundles. */
export class Bundler {
  /** Paths from the root, such as `node_modules/yaml/dist/index.js`. */
  readonly inputs = new Set<string>();

  constructor(readonly root: string) {}

  /**
   * Bundles. Sources are named by their paths from the root, so that no byte of a bundle depends on where the project lies.
   *
   * @throws Error with esbuild's messages if the sources do not bundle
   */
  build(options: BuildOptions): { readonly metafile: Metafile; readonly outputFiles: readonly OutputFile[] } {
    const shared: BuildOptions = { bundle: true, absWorkingDir: this.root, logLevel: 'warning' };
    const { metafile, outputFiles = [] } = buildSync({ ...shared, ...options, metafile: true });
    for (const { inputs } of Object.values(metafile.outputs)) {
      for (const [name, { bytesInOutput }] of Object.entries(inputs)) if (bytesInOutput > 0) this.inputs.add(name);
    }
    return { metafile, outputFiles };
  }
}
