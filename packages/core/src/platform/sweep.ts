import { Logger } from '@nestjs/common';

/** Work that a service repeats every ten minutes while the server runs. A failure is logged; the next round tries again. */
export class Sweep {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly name: string,
    private readonly work: () => Promise<unknown>,
  ) {}

  start(): void {
    const log = new Logger(this.name);
    this.timer = setInterval(() => {
      this.running = this.work().catch((error: unknown) => log.error(String(error)));
    }, 600_000).unref();
  }

  /** Starts no further round, and waits for the one that runs. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
