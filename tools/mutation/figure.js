/** Prints how many of the changes were noticed, as one line like the other figures of trust. */
const figure = () => ({
  onMutationTestReportReady: (_report, { systemUnderTestMetrics: { metrics } }) =>
    console.log(
      `trust: ${metrics.mutationScore.toFixed(2)} % of ${metrics.totalValid} small changes to access, scope and masking noticed by tests, ${metrics.totalUndetected} not`,
    ),
});
figure.inject = [];

export const strykerPlugins = [{ kind: 'Reporter', name: 'figure', factory: figure }];
