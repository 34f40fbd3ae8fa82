// What is wider than its place can be scrolled with the keyboard: such formulas and tables become stops of the Tab key. To ask for
// a width may lay out what is far from the screen, so a long page is looked at a little at a time.

const wide = '.katex-display, .vp-doc table, .map-stage, .bars-stage';
const pause = 300; // milliseconds without a change of the page
const turn = 10; // milliseconds of looking before the page may do something else

/** Looks at as many as there is time for; what it saw is written at the end, for every write would spoil the next look. */
const mark = (elements: HTMLElement[]): void => {
  const end = performance.now() + turn;
  const seen: [HTMLElement, boolean][] = [];
  do {
    const element = elements.pop();
    if (element === undefined) break;
    seen.push([element, element.scrollWidth > element.clientWidth + 1]);
  } while (performance.now() < end);
  for (const [element, isWide] of seen) {
    if (isWide) element.tabIndex = 0;
    else element.removeAttribute('tabindex');
  }
};

/** Marks what is wide, now and whenever the page changes. */
export const markScrollable = (): void => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const go = (rest: HTMLElement[]): void => {
    mark(rest);
    if (rest.length > 0)
      timer = setTimeout(() => {
        go(rest);
      });
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // the first of the page come first
      go([...document.querySelectorAll<HTMLElement>(wide)].reverse());
    }, pause);
  };
  new MutationObserver(later).observe(document.body, { childList: true, subtree: true });
  window.addEventListener('resize', later);
  // details open without a change of the tree
  document.addEventListener('toggle', later, { capture: true });
  later();
};
