/** Two rings, each holding the other. */
export const Brand = () => (
  <svg className="brand" viewBox="0 0 32 20" width="30" height="19" aria-hidden="true" focusable="false">
    <g fill="none" stroke="currentColor" strokeWidth="2.6">
      <circle cx="11" cy="10" r="8" />
      <circle cx="21" cy="10" r="8" />
    </g>
  </svg>
);
