// Every page has one main part for those who jump to it: where the layout has no element for it, as on the first page, the
// content is marked as such.

const mark = (): void => {
  const content = document.getElementById('VPContent');
  if (content === null) return;
  if (content.querySelector('main') === null) content.setAttribute('role', 'main');
  else content.removeAttribute('role');
};

/** Marks the main part, now and on every page that follows. */
export const keepLandmark = (): void => {
  new MutationObserver(mark).observe(document.body, { childList: true, subtree: true });
  mark();
};
