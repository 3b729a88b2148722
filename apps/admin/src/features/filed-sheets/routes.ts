import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readFiledSheetOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { readAhead } from '../../api/queries.js';
import { choiceFilter, idFilter, listSearch, patternFilter } from '../../app/list-search.js';
import { shellRoute } from '../../app/root-route.js';
import { everyProgramme } from '../../components/programme/chosen-programme.js';

export const filedKinds = ['ledger', 'report', 'rectification'] as const;

/** Rows of a filed sheet on one page unless told. */
export const usualSize = 50;

export const filedSheetsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'filed-sheets',
  staticData: { needs: 'report.read' },
  validateSearch: listSearch({
    programme: idFilter(),
    kind: choiceFilter(filedKinds),
    name: idFilter(),
    schoolYear: patternFilter(/^\d{4}-\d{4}$/),
  }),
  loader: ({ context: { queryClient } }) => readAhead(queryClient, everyProgramme),
  component: lazyRouteComponent(() => import('./filed-list.js'), 'FiledList'),
});

export const filedSheetRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'filed-sheets/$id',
  staticData: { needs: 'report.read' },
  validateSearch: listSearch({ show: choiceFilter(['differences']) }),
  loader: ({ context, params }) =>
    readAhead(context.queryClient, readFiledSheetOptions({ path: { id: params.id }, query: { size: usualSize } })),
  component: lazyRouteComponent(() => import('./filed-page.js'), 'FiledPage'),
});

export const filedSheetRoutes = [filedSheetsRoute, filedSheetRoute] as const;
