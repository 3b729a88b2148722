interface Candidate {
  readonly id: string;
  readonly state: string;
}

/** The programme a page is about: the one in the address, else the newest that runs, else the newest. */
export const chosenProgramme = <P extends Candidate>(programmes: readonly P[], id: string | undefined): P | undefined =>
  programmes.find((one) => one.id === id) ?? programmes.find(({ state }) => state === 'enabled') ?? programmes[0];
