interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that jumps from one timer to the next, so that minutes of simulated time take milliseconds. */
export class VirtualTime {
  private now = 0;
  private readonly timers: Timer[] = [];

  readonly clock = (): number => this.now;

  readonly pause = (milliseconds: number): Promise<void> =>
    new Promise((passed) => this.at(this.now + milliseconds, passed));

  /** Runs a callback at a point in time, given in milliseconds. */
  at(time: number, run: () => void): void {
    const later = this.timers.findIndex(({ at }) => at > time);
    this.timers.splice(later < 0 ? this.timers.length : later, 0, { at: time, run });
  }

  /** Runs all timers up to a point in time, and after each one everything that waited for it. */
  async runUntil(time: number): Promise<void> {
    for (let next = this.timers.shift(); next; next = this.timers.shift()) {
      if (next.at > time) {
        this.timers.unshift(next);
        break;
      }
      this.now = next.at;
      next.run();
      await new Promise((settled) => void setImmediate(settled));
    }
    this.now = time;
  }
}
