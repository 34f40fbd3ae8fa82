// The pages of the library's parts: every name that a package exports, with its signature and its documentation, read by
// ts-morph. A name without documentation fails the build.
import { fileURLToPath } from 'node:url';
import type { ExportedDeclarations, JSDoc } from 'ts-morph';
import { Node, Project } from 'ts-morph';
import { code, escape } from './markdown.js';
import type { Page } from './page.js';
import { page } from './page.js';
import { prose } from './prose.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The packages that users import, each with what it is for. */
export const documented: Readonly<Record<string, string>> = {
  expfam: 'The front door: from a density text to a trained model.',
  runtime: 'Trains with kernels that were generated ahead of time; it imports nothing and runs in a browser.',
  family: 'Densities, the decision whether they are exponential families, derivations, the catalogue.',
  codegen: 'Kernels from derivations, for every target.',
  oracle: 'A second reader of densities, which sums and integrates them to 60 digits: the judge in tests.',
};

/** One page a package. */
export const apiPages = (): Page[] => {
  const project = new Project({
    tsConfigFilePath: `${root}tsconfig.base.json`,
    skipAddingFilesFromTsConfig: true,
  });
  return Object.entries(documented).map(([name, about]) => {
    const index = project.addSourceFileAtPath(`${root}packages/${name}/src/index.ts`);
    // what can be called comes before what it is called with
    const exported = [...index.getExportedDeclarations()].sort(
      ([a, first], [b, second]) => Number(isType(first)) - Number(isType(second)) || a.localeCompare(b),
    );
    const silent = exported.filter(([, declarations]) =>
      declarations.every((each) => docsOf(each).length === 0),
    );
    if (silent.length > 0)
      throw new Error(
        `${name} exports without documentation: ${silent.map(([symbol]) => symbol).join(', ')}`,
      );
    const title = name === 'expfam' ? 'expfam' : `@expfam/${name}`;
    const content = [
      `# ${escape(title)}\n\n${escape(about)}\n`,
      ...exported.map(([symbol, declarations]) => entry(symbol, declarations)),
    ].join('\n');
    return page({ page: `api-${name}` }, content);
  });
};

const entry = (symbol: string, declarations: readonly ExportedDeclarations[]): string =>
  [
    `\n## ${escape(symbol)}\n`,
    code('ts', declarations.map(signature).join('\n')),
    ...declarations.flatMap(docsOf).slice(0, 1).map(told),
  ].join('\n');

const isType = (declarations: readonly ExportedDeclarations[]): boolean =>
  declarations.every((each) => Node.isInterfaceDeclaration(each) || Node.isTypeAliasDeclaration(each));

// The documentation of a constant stands above its statement.
const docsOf = (declaration: ExportedDeclarations): readonly JSDoc[] => {
  const holder = Node.isVariableDeclaration(declaration) ? declaration.getVariableStatement() : declaration;
  return holder !== undefined && Node.isJSDocable(holder) ? holder.getJsDocs() : [];
};

const longest = 1600; // characters of a declaration that is shown whole

const signature = (declaration: ExportedDeclarations): string => {
  if (Node.isFunctionDeclaration(declaration))
    return declaration.getSignature().getDeclaration().getText().split('{\n')[0].trim();
  if (Node.isVariableDeclaration(declaration))
    return `const ${declaration.getName()}: ${declaration.getType().getText(declaration)}`;
  if (Node.isClassDeclaration(declaration)) return classShape(declaration);
  const text = declaration.getText();
  return text.length <= longest ? text : `${text.slice(0, text.indexOf('{') + 1)} … }`;
};

const classShape = (declaration: ExportedDeclarations): string => {
  if (!Node.isClassDeclaration(declaration)) return '';
  const members = declaration
    .getMembers()
    .filter((member) => !member.getText().includes('#') || !member.getText().trimStart().startsWith('#'))
    .filter(
      (member) =>
        Node.isMethodDeclaration(member) ||
        Node.isPropertyDeclaration(member) ||
        Node.isGetAccessorDeclaration(member),
    )
    .filter((member) => !('hasModifier' in member && member.hasModifier('private')))
    .map(
      (member) =>
        `  ${member
          .getText(false)
          .split(/ \{\n| => /)[0]
          .replace(/\s+/g, ' ')}`,
    );
  return `class ${declaration.getName() ?? ''} {\n${members.join('\n')}\n}`;
};

const told = (doc: JSDoc): string => {
  const parts = [`\n${prose(doc.getDescription().trim())}\n`];
  for (const tag of doc.getTags()) {
    const text = tag.getCommentText()?.trim() ?? '';
    if (tag.getTagName() === 'example') parts.push(code('ts', text.replace(/^```ts\n|\n?```$/g, '')));
    else if (Node.isJSDocParameterTag(tag))
      parts.push(`\n<code v-pre>${escape(tag.getName())}</code>: ${prose(text)}\n`);
    else parts.push(`\n*${escape(tag.getTagName())}* ${prose(text)}\n`);
  }
  return parts.join('\n');
};
