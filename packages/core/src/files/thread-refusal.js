// @ts-check
/** @import { RefusalDetail, RefusalReason } from './workbook-refusal.js' */

/** Thrown inside the workbook thread; the words are put to it on the other side. */
export class Refusal extends Error {
  /**
   * @param {RefusalReason} reason
   * @param {RefusalDetail} [detail]
   */
  constructor(reason, detail = {}) {
    super(reason);
    this.reason = reason;
    this.detail = detail;
  }
}
