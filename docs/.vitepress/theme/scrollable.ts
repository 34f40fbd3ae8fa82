// What is wider than its place can be scrolled with the keyboard: such formulas and tables become stops of the Tab key.

const wide = '.katex-display, .formula, .vp-doc table, .map-stage, .bars-stage';
const pause = 300; // milliseconds without a change of the page

const mark = (): void => {
  for (const element of document.querySelectorAll<HTMLElement>(wide)) {
    if (element.scrollWidth > element.clientWidth + 1) element.tabIndex = 0;
    else element.removeAttribute('tabindex');
  }
};

/** Marks what is wide, now and whenever the page changes. */
export const markScrollable = (): void => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(mark, pause);
  };
  new MutationObserver(later).observe(document.body, { childList: true, subtree: true });
  window.addEventListener('resize', later);
  // details open without a change of the tree
  document.addEventListener('toggle', later, { capture: true });
  later();
};
