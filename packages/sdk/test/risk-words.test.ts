import { describe, expect, it } from 'vitest';
import { wordsIn } from '../src/index.js';

const words = ['自杀', '不想活'];

describe('words of risk', () => {
  it('are found wherever they stand, each once, in the order of the list', () => {
    expect(wordsIn(['他说不想活了。', '提到自杀，又提到自杀'], { words })).toEqual(['自杀', '不想活']);
    expect(wordsIn(['心情不错', undefined], { words })).toEqual([]);
  });

  it('do not count inside a longer word that is harmless, but do beside it', () => {
    const except = ['自杀式袭击', '自杀式'];
    expect(wordsIn(['讨论自杀式袭击'], { words, except })).toEqual([]);
    expect(wordsIn(['讨论自杀式袭击，他也想自杀'], { words, except })).toEqual(['自杀']);
  });

  it('are not made by what stands around a harmless word, nor across two texts', () => {
    expect(wordsIn(['自自杀式杀'], { words, except: ['自杀式'] })).toEqual([]);
    expect(wordsIn(['自', '杀'], { words })).toEqual([]);
  });

  it('are none where the list is empty or blank', () => {
    expect(wordsIn(['自杀'], { words: [] })).toEqual([]);
    expect(wordsIn(['自杀'], { words: [''], except: [''] })).toEqual([]);
  });
});
