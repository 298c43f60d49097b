/** Requests at the same time. More would meet the throttle of small tiers, and tell nothing faster on localhost. */
const AT_ONCE = 6;

/** Limits how many pieces of work run at the same time. */
export class Pace {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** Runs work when its turn comes, in the order of the calls. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) await new Promise<void>((turn) => this.waiting.push(turn));
    else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
