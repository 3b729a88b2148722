import { CoreFoundation1764000000000 } from './1764000000000-core-foundation.js';
import { RecordLife1764100000000 } from './1764100000000-record-life.js';
import { DutiesAndRectification1764200000000 } from './1764200000000-duties-and-rectification.js';
import { SavedViews1764800000000 } from './1764800000000-saved-views.js';

/** Every migration, oldest first. */
export const migrations = [
  CoreFoundation1764000000000,
  RecordLife1764100000000,
  DutiesAndRectification1764200000000,
  SavedViews1764800000000,
];
