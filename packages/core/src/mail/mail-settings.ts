/** How mail is sent. Without it none is. */
export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps://` where TLS comes first. */
  readonly url: string;
  /** What stands as its sender: `携手 <noreply@example.cn>`. */
  readonly from: string;
}

export const MAIL = Symbol('mail settings');
