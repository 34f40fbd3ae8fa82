// Every code that an error of the house can have, read from the sources: the tables of complaints, and the places that throw.
import { fileURLToPath } from 'node:url';
import type { Expression, SourceFile } from 'ts-morph';
import { Node, Project, SyntaxKind } from 'ts-morph';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A code with what it asks for and what helps, as far as the sources say so beforehand. */
export interface Code {
  readonly code: string;
  /** The package that complains. */
  readonly owner: string;
  /** Whether it only warns. */
  readonly isWarning: boolean;
  readonly needed: string | null;
  readonly help: string | null;
}

/** The files that hold a table named `complaints`. */
const tables = {
  expfam: 'packages/expfam/src/problems.ts',
  runtime: 'packages/runtime/src/problems.ts',
  codegen: 'packages/codegen/src/errors.ts',
} as const;

/** The packages that say at the spot what was needed. */
const throwing = ['expression', 'family'] as const;

/** The folders whose warnings and faults are objects with a code and its words. */
const worded = {
  runtime: 'packages/runtime/src',
  expfam: 'packages/expfam/src',
} as const;

/** What only the playground says. */
const playground: readonly Code[] = [
  { code: 'took-too-long', owner: 'playground', isWarning: false, needed: null, help: null },
];

/** All codes, each once, in alphabetical order. */
export const allCodes = (): readonly Code[] => {
  const project = new Project({
    tsConfigFilePath: `${root}tsconfig.base.json`,
    skipAddingFilesFromTsConfig: true,
  });
  const found = [
    ...Object.entries(tables).flatMap(([owner, path]) =>
      tabled(project.addSourceFileAtPath(root + path), owner),
    ),
    ...throwing.flatMap((owner) =>
      sourcesOf(project, `packages/${owner}/src`).flatMap((file) => thrown(file, owner)),
    ),
    ...Object.entries(worded).flatMap(([owner, folder]) =>
      sourcesOf(project, folder).flatMap((file) => spoken(file, owner)),
    ),
    ...playground,
  ];
  const codes = new Map<string, Code>();
  for (const each of found) {
    const known = codes.get(each.code);
    codes.set(
      each.code,
      known === undefined
        ? each
        : { ...known, needed: known.needed ?? each.needed, help: known.help ?? each.help },
    );
  }
  return [...codes.values()].sort((a, b) => a.code.localeCompare(b.code));
};

const sourcesOf = (project: Project, folder: string): readonly SourceFile[] =>
  project.addSourceFilesAtPaths([`${root}${folder}/**/*.ts`, `!${root}${folder}/**/*.{test,fixture}.ts`]);

const literal = (node: Node | undefined): string | null =>
  node !== undefined && (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node))
    ? node.getLiteralText()
    : null;

const property = (node: Node | undefined, name: string): string | null => {
  if (!Node.isObjectLiteralExpression(node)) return null;
  const found = node.getProperty(name);
  return Node.isPropertyAssignment(found) ? literal(found.getInitializer()) : null;
};

const unwrapped = (node: Expression | undefined): Node | undefined =>
  Node.isAsExpression(node) || Node.isSatisfiesExpression(node) ? unwrapped(node.getExpression()) : node;

const tabled = (file: SourceFile, owner: string): readonly Code[] => {
  const table = unwrapped(file.getVariableDeclarationOrThrow('complaints').getInitializer());
  if (!Node.isObjectLiteralExpression(table))
    throw new Error(`${file.getFilePath()} has no table of complaints`);
  return table.getProperties().flatMap((row) => {
    if (!Node.isPropertyAssignment(row)) return [];
    const details = row.getInitializer();
    const code = row.getName().replace(/^'|'$/g, '');
    return [
      { code, owner, isWarning: false, needed: property(details, 'needed'), help: property(details, 'help') },
    ];
  });
};

// `new Problem('code', { … })`, `new Refusal('code', { … })`, and functions of the house that make one of them.
const thrown = (file: SourceFile, owner: string): readonly Code[] =>
  file.getDescendantsOfKind(SyntaxKind.NewExpression).flatMap((made) => {
    if (!['Problem', 'Refusal'].includes(made.getExpression().getText().split('.').at(-1) ?? '')) return [];
    const [first, details] = made.getArguments();
    const code = literal(first);
    return code === null
      ? []
      : [
          {
            code,
            owner,
            isWarning: false,
            needed: property(details, 'needed'),
            help: property(details, 'help'),
          },
        ];
  });

// `{ code: 'code', message: … }` of a warning, `{ code: 'code', what: … }` of a fault.
const spoken = (file: SourceFile, owner: string): readonly Code[] =>
  file.getDescendantsOfKind(SyntaxKind.ObjectLiteralExpression).flatMap((made) => {
    const code = property(made, 'code');
    const isWarning = made.getProperty('message') !== undefined;
    if (code === null || !(isWarning || made.getProperty('what') !== undefined)) return [];
    return [{ code, owner, isWarning, needed: property(made, 'needed'), help: property(made, 'help') }];
  });
