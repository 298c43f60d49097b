import type { CliIo } from '../io';

/** A progress bar on a terminal's standard error; nothing elsewhere. */
export interface ProgressBar {
  advance(): void;
  /** Writes lines without tearing the bar. */
  above(write: () => void): void;
  stop(): void;
}

const NO_BAR: ProgressBar = { advance() {}, above: (write) => write(), stop() {} };

/** Starts a progress bar for `total` items. */
export async function progressBar({ stderr }: CliIo, total: number, wanted: boolean): Promise<ProgressBar> {
  if (!wanted || stderr.isTTY !== true || total === 0) return NO_BAR;
  const { SingleBar, Presets } = await import('cli-progress');
  const format = '{bar} {value}/{total}, {eta_formatted} left';
  const bar = new SingleBar({ stream: stderr, format, clearOnComplete: true }, Presets.rect);
  bar.start(total, 0);
  return {
    advance: () => bar.increment(),
    above(write) {
      stderr.write('\r\u001b[K');
      write();
    },
    stop: () => bar.stop(),
  };
}
