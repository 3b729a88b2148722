/** Only what is to be printed stands on the paper; the page comes back when the printer dialog closes. */
export const printSlip = (): void => {
  document.body.classList.add('printing-slip');
  window.addEventListener('afterprint', () => document.body.classList.remove('printing-slip'), { once: true });
  window.print();
};
