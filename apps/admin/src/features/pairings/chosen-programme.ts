import { today } from '@xieshou/sdk';

interface Candidate {
  readonly id: string;
  readonly state: string;
  readonly startsOn: string;
}

/** The programme a page is about: the one in the address, else the newest that runs, begun before not, else the newest. */
export const chosenProgramme = <P extends Candidate>(
  programmes: readonly P[],
  id: string | undefined,
): P | undefined => {
  const running = programmes.filter(({ state }) => state === 'enabled');
  return (
    programmes.find((one) => one.id === id) ??
    running.find(({ startsOn }) => startsOn <= today(new Date())) ??
    running[0] ??
    programmes[0]
  );
};
