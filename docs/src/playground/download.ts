// Hands the reader a file that was made in the page.

export const download = (name: string, contents: string | Uint8Array): void => {
  const address = URL.createObjectURL(
    new Blob([typeof contents === 'string' ? contents : new Uint8Array(contents)], {
      type: 'application/octet-stream',
    }),
  );
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // some browsers begin to read it only after this
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
};
