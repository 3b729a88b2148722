// Loaded into a server before anything of it (`node --import`), so that the server is measured and knows nothing of it.

/** What a process has used since it began, and what it holds now. */
export interface Usage {
  /** Microseconds of CPU, all threads together. */
  readonly cpu: number;
  /** Bytes now, and the most there ever were. */
  readonly rss: number;
  readonly peak: number;
}

if (process.send) {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send!({
      cpu: user + system,
      rss: process.memoryUsage.rss(),
      peak: process.resourceUsage().maxRSS * 1024,
    } satisfies Usage);
  });
  process.channel?.unref();
}
