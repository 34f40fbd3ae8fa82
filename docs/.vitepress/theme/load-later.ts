// What is folded away is fetched when it is opened. Where that fails the link to it stays.

const load = async (part: HTMLElement, link: HTMLAnchorElement): Promise<void> => {
  part.ariaBusy = 'true';
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    const whole = new DOMParser().parseFromString(await answer.text(), 'text/html');
    part.replaceChildren(...(whole.querySelector('main')?.childNodes ?? []));
  } catch {
    link.textContent = 'It could not be loaded. Open it on a page of its own';
    // tried again when it is opened again
    delete part.dataset['loaded'];
  }
  part.ariaBusy = null;
};

/** Loads parts that are opened, on this page and on every other. */
export const loadLater = (): void => {
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement) || !target.open || !target.matches('details.later')) return;
      const part = target.querySelector<HTMLElement>('.part');
      const link = part?.querySelector('a');
      if (!part || !link || part.dataset['loaded'] !== undefined) return;
      part.dataset['loaded'] = '';
      void load(part, link);
    },
    { capture: true },
  );
};
