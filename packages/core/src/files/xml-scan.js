// @ts-check
import { Refusal } from './thread-refusal.js';

/**
 * What a reader of XML does at each tag. Names come without their prefix. `wantsText` is asked before text is decoded.
 * @typedef {object} XmlVisitor
 * @property {(name: string, tag: string) => void} open `tag` is the inside of the tag, for `attributes`
 * @property {(name: string) => boolean} close true ends the walk
 * @property {() => boolean} wantsText
 * @property {(text: string) => void} text
 */

const LONGEST_TAG = 64 * 1024;
const LONGEST_TEXT = 1024 * 1024;
const [LESS, GREATER, BANG, QUESTION, SLASH, QUOTE, APOSTROPHE] = [60, 62, 33, 63, 47, 34, 39];

/**
 * Walks the bytes of an XML part. It works on bytes, so that a part of 100 MB never becomes a string of the heap, and
 * it knows no document types: a file that declares one is refused, hence no entity can grow.
 * @param {Buffer} bytes
 * @param {XmlVisitor} visitor
 */
export function scanXml(bytes, visitor) {
  let at = bytes.length > 2 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length) {
    const tag = bytes.indexOf(LESS, at);
    const textEnd = tag === -1 ? bytes.length : tag;
    if (textEnd > at && visitor.wantsText()) visitor.text(decodeText(bytes, at, textEnd));
    if (tag === -1) return;
    const next = bytes[tag + 1];
    if (next === QUESTION) {
      at = endOf(bytes, '?>', tag + 2);
    } else if (next === BANG) {
      at = skipDeclaration(bytes, tag, visitor);
    } else {
      const end = tagEnd(bytes, tag + 1);
      if (readTag(bytes, tag, end, visitor)) return;
      at = end + 1;
    }
  }
}

/**
 * The attributes of a tag by their full name.
 * @param {string} tag
 * @returns {Map<string, string>}
 */
export function attributes(tag) {
  /** @type {Map<string, string>} */
  const found = new Map();
  let at = 0;
  for (let equals = tag.indexOf('='); equals !== -1; equals = tag.indexOf('=', at)) {
    const name = tag.slice(at, equals).trim();
    let open = equals + 1;
    while (tag.charCodeAt(open) <= 32) open++;
    const quote = tag.charAt(open);
    const close = quote === '"' || quote === "'" ? tag.indexOf(quote, open + 1) : -1;
    if (close === -1) throw new Refusal('damaged');
    found.set(name, decodeEntities(tag.slice(open + 1, close)));
    at = close + 1;
  }
  return found;
}

/**
 * @param {Buffer} bytes
 * @param {number} start of `<`
 * @param {number} end of `>`
 * @param {XmlVisitor} visitor
 */
function readTag(bytes, start, end, visitor) {
  if (bytes[start + 1] === SLASH) {
    return visitor.close(localName(bytes.toString('latin1', start + 2, end).trim()));
  }
  const selfClosing = bytes[end - 1] === SLASH;
  const tag = bytes.toString('utf8', start + 1, selfClosing ? end - 1 : end);
  const space = tag.search(/\s/);
  const name = localName(space === -1 ? tag : tag.slice(0, space));
  visitor.open(name, space === -1 ? '' : tag.slice(space));
  return selfClosing && visitor.close(name);
}

/** @param {string} name */
function localName(name) {
  return name.slice(name.indexOf(':') + 1);
}

/**
 * @param {Buffer} bytes
 * @param {number} from
 */
function tagEnd(bytes, from) {
  let quote = 0;
  const last = Math.min(bytes.length, from + LONGEST_TAG);
  for (let at = from; at < last; at++) {
    const byte = bytes[at];
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (byte === GREATER) {
      return at;
    } else if (byte === QUOTE || byte === APOSTROPHE) {
      quote = byte;
    }
  }
  throw new Refusal('damaged');
}

/**
 * @param {Buffer} bytes
 * @param {number} at of `<!`
 * @param {XmlVisitor} visitor
 */
function skipDeclaration(bytes, at, visitor) {
  if (bytes.toString('latin1', at, at + 4) === '<!--') return endOf(bytes, '-->', at + 4);
  if (bytes.toString('latin1', at, at + 9) !== '<![CDATA[') throw new Refusal('damaged');
  const end = endOf(bytes, ']]>', at + 9);
  if (visitor.wantsText()) visitor.text(boundedText(bytes, at + 9, end - 3));
  return end;
}

/**
 * @param {Buffer} bytes
 * @param {string} mark
 * @param {number} from
 */
function endOf(bytes, mark, from) {
  const at = bytes.indexOf(mark, from, 'latin1');
  if (at === -1) throw new Refusal('damaged');
  return at + mark.length;
}

/**
 * @param {Buffer} bytes
 * @param {number} from
 * @param {number} to
 */
function boundedText(bytes, from, to) {
  if (to - from > LONGEST_TEXT) throw new Refusal('memory');
  return bytes.toString('utf8', from, to).replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}

/**
 * @param {Buffer} bytes
 * @param {number} from
 * @param {number} to
 */
function decodeText(bytes, from, to) {
  return decodeEntities(boundedText(bytes, from, to));
}

/** @type {Readonly<Record<string, string>>} */
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** @param {string} text */
function decodeEntities(text) {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? all;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
