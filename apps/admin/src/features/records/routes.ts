import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readRecordOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { readAhead } from '../../api/queries.js';
import { choiceFilter, dayFilter, idFilter, listSearch, pageSearch, textFilter } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';

export const recordStates = ['draft', 'submitted', 'confirmed', 'sealed', 'returned', 'void'] as const;

/** What the address of the list may say. */
export const recordsSearch = listSearch({
  programme: idFilter(),
  form: idFilter(),
  state: choiceFilter(recordStates),
  organisation: idFilter(),
  pairing: idFilter(),
  /** `field:value`, of a field that the form indexes. */
  where: textFilter(200),
  from: dayFilter(),
  to: dayFilter(),
  sort: choiceFilter(['on', '-on', 'submittedAt', '-submittedAt']),
});

export const recordsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'records',
  staticData: { needs: 'record.read' },
  validateSearch: recordsSearch,
  component: lazyRouteComponent(() => import('./record-list.js'), 'RecordList'),
});

export const newRecordRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'records/new',
  staticData: { needs: 'record.write' },
  validateSearch: pageSearch({
    programme: idFilter(),
    form: idFilter(),
    /** One pairing, or several with commas between them. */
    pairing: textFilter(2000),
    /** The draft that is gone on with. */
    draft: idFilter(),
    /** The record whose words the new one begins with. */
    copy: idFilter(),
    /** The record just handed in: its result is shown instead of the form. */
    done: idFilter(),
  }),
  component: lazyRouteComponent(() => import('./new-record.js'), 'NewRecord'),
});

export const batchRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'records/batch',
  staticData: { needs: 'record.write' },
  validateSearch: pageSearch({ programme: idFilter(), form: idFilter() }),
  component: lazyRouteComponent(() => import('./batch/batch-page.js'), 'BatchPage'),
});

export const recordRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'records/$id',
  staticData: { needs: 'record.read' },
  loader: ({ context, params }) => readAhead(context.queryClient, readRecordOptions({ path: { id: params.id } })),
  component: lazyRouteComponent(() => import('./record-page.js'), 'RecordPage'),
});

export const changeRecordRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'records/$id/change',
  staticData: { needs: 'record.write' },
  loader: ({ context, params }) => readAhead(context.queryClient, readRecordOptions({ path: { id: params.id } })),
  component: lazyRouteComponent(() => import('./change-record.js'), 'ChangeRecord'),
});

export const correctRecordRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'records/$id/correct',
  staticData: { needs: 'record.write' },
  validateSearch: pageSearch({
    /** Goes on from the correction that was given back. */
    again: choiceFilter(['yes']),
  }),
  loader: ({ context, params }) => readAhead(context.queryClient, readRecordOptions({ path: { id: params.id } })),
  component: lazyRouteComponent(() => import('./correct-record.js'), 'CorrectRecord'),
});

export const recordRoutes = [
  recordsRoute,
  newRecordRoute,
  batchRoute,
  recordRoute,
  changeRecordRoute,
  correctRecordRoute,
] as const;
