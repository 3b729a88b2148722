/** Forgets what somebody has begun to write in this browser: it belongs to the person who leaves. */
export const forgetDrafts = (): void => {
  try {
    sessionStorage.clear();
    for (const key of Object.keys(localStorage)) if (key.startsWith('draft:')) localStorage.removeItem(key);
  } catch {
    // Storage switched off: nothing was kept.
  }
};
