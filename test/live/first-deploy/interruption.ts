/** Turns the first Ctrl-C into an aborted signal; a second one ends the program at once, without a clean-up. */
export class Interruption {
  private readonly controller = new AbortController();
  private readonly onSignal = () => {
    if (this.controller.signal.aborted) {
      console.error('Ended without a clean-up. The next run, or --clean-up, finishes it.');
      process.exit(130);
    }
    console.error('Interrupted; cleaning up. Press Ctrl-C again to end without a clean-up.');
    this.controller.abort(new Error('interrupted'));
  };

  constructor() {
    process.on('SIGINT', this.onSignal).on('SIGTERM', this.onSignal);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  close(): void {
    process.off('SIGINT', this.onSignal).off('SIGTERM', this.onSignal);
  }
}
