import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import {
  listPluginsOptions,
  previewRolloverOptions,
  readCalendarOptions,
  readProgrammeOptions,
  readTeamOptions,
} from '../../api/generated/@tanstack/react-query.gen.js';
import { readAhead } from '../../api/queries.js';
import { choiceFilter, idFilter, listSearch, pageSearch, patternFilter, textFilter } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';

export const programmeStates = ['draft', 'enabled', 'suspended', 'closed'] as const;
export const programmeTabs = [
  'overview',
  'agenda',
  'registers',
  'eligible',
  'proposals',
  'teams',
  'pairings',
  'stages',
  'outcomes',
  'documents',
  'alerts',
  'settings',
  'requirements',
] as const;
export const proposalStates = ['unmatched', 'matched', 'pinned', 'special', 'published'] as const;
export const teamStates = ['open', 'withdrawn'] as const;
export const teamWaits = ['screen', 'audit'] as const;
export const outcomes = ['eligible', 'withReason', 'not'] as const;

export const programmesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'programmes',
  staticData: { needs: 'programme.read' },
  validateSearch: listSearch({
    schoolYear: patternFilter(/^\d{4}-\d{4}$/),
    state: choiceFilter(programmeStates),
  }),
  component: lazyRouteComponent(() => import('./programme-list.js'), 'ProgrammeList'),
});

export const newProgrammeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'programmes/new',
  staticData: { needs: 'programme.write' },
  validateSearch: pageSearch({ plugin: idFilter(), preset: idFilter() }),
  loader: ({ context: { queryClient } }) =>
    Promise.all([readAhead(queryClient, listPluginsOptions()), readAhead(queryClient, readCalendarOptions())]),
  component: lazyRouteComponent(() => import('./enable-programme.js'), 'EnableProgramme'),
});

export const enablingMatrixRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'programmes/matrix',
  staticData: { needs: 'programme.write' },
  validateSearch: pageSearch({ schoolYear: patternFilter(/^\d{4}-\d{4}$/) }),
  loader: ({ context }) => readAhead(context.queryClient, readCalendarOptions()),
  component: lazyRouteComponent(() => import('./enabling-matrix.js'), 'EnablingMatrix'),
});

export const programmeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'programmes/$id',
  staticData: { needs: 'programme.read' },
  // The open tab, and the filters of whatever list stands on it.
  validateSearch: listSearch({
    tab: choiceFilter(programmeTabs),
    q: textFilter(),
    state: choiceFilter(['active', 'ended']),
    register: idFilter(),
    period: patternFilter(/^\d{4}-\d{4}(-\d)?$/),
    place: idFilter(),
    side: choiceFilter(['helper', 'helped']),
    outcome: choiceFilter(outcomes),
    result: idFilter(),
    level: idFilter(),
    stage: idFilter(),
    late: choiceFilter(['yes']),
    proposed: choiceFilter(proposalStates),
    teamState: choiceFilter(teamStates),
    waiting: choiceFilter(teamWaits),
    document: idFilter(),
    pairing: idFilter(),
    month: patternFilter(/^[1-9]\d{3}-(0[1-9]|1[0-2])$/),
  }),
  loader: ({ context, params }) => readAhead(context.queryClient, readProgrammeOptions({ path: { id: params.id } })),
  component: lazyRouteComponent(() => import('./programme-page.js'), 'ProgrammePage'),
});

export const teamRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'teams/$id',
  staticData: { needs: 'team.read' },
  validateSearch: pageSearch({}),
  loader: ({ context, params }) => readAhead(context.queryClient, readTeamOptions({ path: { id: params.id } })),
  component: lazyRouteComponent(() => import('./teams/team-page.js'), 'TeamPage'),
});

export const rolloverRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'programmes/$id/rollover',
  staticData: { needs: 'programme.write' },
  validateSearch: pageSearch({}),
  loader: ({ context: { queryClient }, params: { id } }) =>
    Promise.all([
      readAhead(queryClient, readProgrammeOptions({ path: { id } })),
      readAhead(queryClient, previewRolloverOptions({ path: { id } })),
    ]),
  component: lazyRouteComponent(() => import('./rollover/rollover-page.js'), 'RolloverPage'),
});

export const programmeRoutes = [
  programmesRoute,
  newProgrammeRoute,
  enablingMatrixRoute,
  programmeRoute,
  teamRoute,
  rolloverRoute,
] as const;
