export const DATABASE = Symbol('database');
export const KEYS = Symbol('keys');
export const SETTINGS = Symbol('server settings');
/** Every table of the kernel, for work that goes by what points at what. */
export const TABLES = Symbol('tables');

/** Secrets derived from the key file. Never in the database, never in a backup. */
export interface Keys {
  readonly audit: Buffer;
  /** Seals sensitive values. */
  readonly sensitive: Buffer;
  /** Makes blind indexes of them. */
  readonly lookup: Buffer;
  /** Signs the marks of known browsers. */
  readonly browsers: Buffer;
}

/** What the HTTP side needs to know of how the server is reached. */
export interface ServerSettings {
  /** Where people reach the platform, without a trailing slash. */
  readonly publicUrl: string;
  /** True when people reach it over TLS: cookies are then `Secure` with the `__Host-` prefix. */
  readonly secure: boolean;
  /** Folder for uploaded files. */
  readonly filesDir: string;
}
