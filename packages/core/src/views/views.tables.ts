import {
  anyId,
  id,
  instant,
  integer,
  json,
  key,
  keyRef,
  optional,
  ref,
  string,
  table,
} from '../platform/database/table.js';

/** 视图: a filter, an order and columns of a list under a name. */
export const savedView = table(
  'saved_view',
  {
    id: id(),
    account_id: ref('account'),
    district_id: anyId(),
    list: string(130),
    name: string(30),
    // What somebody searched for may be a person's name.
    search: json({ class: 'personal' }),
    layout: optional(json()),
    /** When it was shared with the district. */
    shared_at: optional(instant()),
    created_at: instant(),
    version: integer(),
  },
  {
    uniques: { saved_view_name: ['account_id', 'list', 'name'] },
    indexes: { saved_view_shared: ['district_id', 'list', 'shared_at'] },
  },
);

/** How one person has a list: its columns, and the view that it opens with. */
export const listSetting = table(
  'list_setting',
  {
    account_id: keyRef('account'),
    list: key(130),
    layout: optional(json()),
    standard_view_id: optional(anyId()),
  },
  { indexes: { list_setting_standard: ['standard_view_id'] } },
);
