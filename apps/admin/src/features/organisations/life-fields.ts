import { day, fieldManifests, longText, person, text, type FieldManifest } from '@xieshou/sdk';
import { pageText } from '../../components/form/page-text.js';
import type { Words } from './organisation-fields.js';

const reason = (t: Words, optional: boolean) =>
  longText({
    title: pageText(t('life.reason')),
    help: pageText(t('life.reasonHelp')),
    maxLength: 200,
    ...(optional ? { optional: true } : {}),
  });

export const renameFields = (t: Words): readonly FieldManifest[] =>
  fieldManifests({
    name: text({ title: pageText(t('rename.name')), help: pageText(t('form.nameHelp')), maxLength: 60 }),
    on: day({ title: pageText(t('rename.on')) }),
    reason: reason(t, true),
  });

export const moveFields = (t: Words): readonly FieldManifest[] =>
  fieldManifests({
    parent: person({ title: pageText(t('move.parent')), from: 'writer' }),
    reason: reason(t, true),
  });

export const closeFields = (t: Words): readonly FieldManifest[] =>
  fieldManifests({
    on: day({ title: pageText(t('close.on')), help: pageText(t('close.onHelp')) }),
    reason: reason(t, false),
  });

export const reopenFields = (t: Words): readonly FieldManifest[] => fieldManifests({ reason: reason(t, false) });
