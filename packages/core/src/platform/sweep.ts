import { Logger } from '@nestjs/common';

/**
 * Work that a service repeats while the server runs, every ten minutes unless told, one round at a time. A failure is
 * logged; the next round tries again.
 */
export class Sweep {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> | undefined;

  constructor(
    private readonly name: string,
    private readonly work: () => Promise<unknown>,
    private readonly milliseconds = 600_000,
  ) {}

  start(): void {
    const log = new Logger(this.name);
    this.timer = setInterval(() => {
      this.running ??= this.work()
        .catch((error: unknown) => log.error(String(error)))
        .finally(() => (this.running = undefined));
    }, this.milliseconds).unref();
  }

  /** Starts no further round, and waits for the one that runs. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
