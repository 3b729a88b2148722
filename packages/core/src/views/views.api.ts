import * as z from 'zod';
import { byId, endpoint, Id, Version } from '../platform/endpoint.js';

/** Views of one list that one person may keep. */
export const MOST_VIEWS = 30;

/** Which list: its name, then what it is a list of, such as `records/<programme>`. */
const ListKey = z.string().regex(/^[a-z]{1,30}(\/[A-Za-z0-9-]{1,60}){0,2}$/);
const ColumnKey = z.string().min(1).max(60);

/** How a list is drawn. Columns that it does not name stand behind those it names. */
export const Layout = z
  .strictObject({
    order: z.array(ColumnKey).max(60),
    hidden: z.array(ColumnKey).max(60),
    /** Columns at the start that stay in sight. */
    frozen: z.int().min(0).max(3),
    density: z.enum(['compact', 'standard']),
  })
  .meta({ id: 'ListLayout' });

/** The filters and the order of a list, as its address has them. */
const Search = z
  .record(z.string().regex(/^[A-Za-z]{1,30}$/), z.string().min(1).max(200))
  .refine((search) => Object.keys(search).length <= 20);
const Name = z.string().trim().min(1).max(30);

export const View = z
  .object({
    id: Id,
    list: z.string(),
    name: z.string(),
    search: z.record(z.string(), z.string()),
    columns: Layout.nullable(),
    /** Seen by everybody of the district. */
    shared: z.boolean(),
    /** Whether the caller made it. */
    mine: z.boolean(),
    by: z.string(),
    mayChange: z.boolean(),
    version: Version,
  })
  .meta({ id: 'View' });
const Setting = z.object({
  columns: Layout.nullable(),
  /** View that the list opens with. */
  standard: Id.nullable(),
});

export const listViews = endpoint({
  name: 'listViews',
  method: 'GET',
  path: '/api/views',
  gate: 'signedIn',
  summary: 'My views of a list, those shared with my district, and how I have the list',
  query: z.strictObject({ list: ListKey }),
  answer: z.object({
    views: z.array(View),
    setting: Setting,
    /** Whether the caller may share views with the district. */
    mayShare: z.boolean(),
  }),
});
export const createView = endpoint({
  name: 'createView',
  method: 'POST',
  path: '/api/views',
  gate: 'signedIn',
  summary: `Keep filters, order and columns of a list under a name, at most ${MOST_VIEWS} for each list`,
  body: z.strictObject({
    list: ListKey,
    name: Name,
    search: Search,
    columns: Layout.nullish(),
    /** For everybody of the district; officers only. */
    shared: z.boolean().optional(),
  }),
  answer: View,
  status: 201,
});
export const changeView = endpoint({
  name: 'changeView',
  method: 'PATCH',
  path: '/api/views/:id',
  gate: 'signedIn',
  summary: 'Rename, renew or share a view: my own; a shared one also by an officer',
  params: byId,
  body: z.strictObject({
    name: Name.optional(),
    search: Search.optional(),
    columns: Layout.nullish(),
    shared: z.boolean().optional(),
  }),
  ifMatch: true,
  answer: View,
});
export const removeView = endpoint({
  name: 'removeView',
  method: 'DELETE',
  path: '/api/views/:id',
  gate: 'signedIn',
  summary: 'Delete a view: my own; a shared one also by an officer',
  params: byId,
  ifMatch: true,
  answer: z.object({ id: Id }),
});
export const keepListSetting = endpoint({
  name: 'keepListSetting',
  method: 'PUT',
  path: '/api/list-settings',
  gate: 'signedIn',
  summary: 'Keep how I have a list: its columns, and the view that it opens with',
  body: z.strictObject({ list: ListKey, columns: Layout.nullish(), standard: Id.nullish() }),
  answer: Setting,
});
