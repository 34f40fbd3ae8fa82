// What is wider than its place can be scrolled with the keyboard: such formulas and tables become stops of the Tab key. Widths are
// looked at where the reader is near, for to ask for those of a long page lays out all of it.

const wide = '.katex-display, .piece, .vp-doc table, .map-stage, .bars-stage';
const near = '1000px'; // below and above the screen
const pause = 300; // milliseconds without a change of the page

const mark = (elements: readonly HTMLElement[]): void => {
  const areWide = elements.map((element) => element.scrollWidth > element.clientWidth + 1);
  for (const [i, element] of elements.entries()) {
    if (areWide[i]) element.tabIndex = 0;
    else element.removeAttribute('tabindex');
  }
};

/** Marks what is wide, now and whenever the page changes. */
export const markScrollable = (): void => {
  const watcher = new IntersectionObserver(
    (seen) => {
      mark(seen.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target as HTMLElement));
    },
    { rootMargin: `${near} 0px` },
  );
  const look = (): void => {
    // what is watched anew is told of at once
    watcher.disconnect();
    for (const element of document.querySelectorAll(wide)) watcher.observe(element);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(look, pause);
  };
  new MutationObserver(later).observe(document.body, { childList: true, subtree: true });
  window.addEventListener('resize', later);
  later();
};
