// Parts that are loaded later: the page keeps the line that opens them, and each is written as a page with its formulas counted.
import { createMarkdownRenderer, disposeMdItInstance } from 'vitepress';
import { expect, test } from 'vitest';
import { later as fold } from '../pages/markdown.js';
import { later } from './later.js';

const written = async (markdown: string): Promise<{ html: string; files: Map<string, string> }> => {
  // there is one renderer at a time
  disposeMdItInstance();
  const { plugin, fences } = later('/base/');
  const md = await createMarkdownRenderer('.', { highlight: () => '', config: fences });
  const html = md.render(markdown);
  const files = new Map<string, string>();
  const emitFile = ({ fileName, source }: { fileName: string; source: string }): string => {
    files.set(fileName, source);
    return fileName;
  };
  plugin.generateBundle.handler.call({ emitFile }, null, { 'assets/style.css': {} });
  return { html, files };
};

test('a part stands in a file of its own, and the page leads to it', async () => {
  const { html, files } = await written(
    `before\n${fold('Two *formulas*', 'with $x$ and\n\n$$\ny\n$$\n\n```ts\nconst a = 1;\n```')}`,
  );
  const [[name, page]] = [...files];
  expect(html).toContain(`href="/base/${name}"`);
  expect(html).toContain('<summary>Two <em>formulas</em></summary>');
  expect(html).not.toContain('with');
  expect(page).toContain('<meta name="formulas" content="2">');
  expect(page).toContain('href="/base/assets/style.css"');
  expect(page).toContain('with');
  expect(page).toContain('<title>Two formulas</title>');
});

test('a part that is folded away twice is written once, and braces are read by nobody', async () => {
  const part = fold('{{ 1 + 1 }}', 'the same');
  const { html, files } = await written(part + part);
  expect(files.size).toBe(1);
  expect(html).toMatch(/^<details v-pre/);
});

test('the bundle for the server writes none', () => {
  const { plugin } = later('/');
  const emitFile = (): string => {
    throw new Error('written');
  };
  expect(() => {
    plugin.generateBundle.handler.call({ emitFile }, null, { 'app.js': {} });
  }).not.toThrow();
});
