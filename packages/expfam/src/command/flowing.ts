// Help is wrapped to the width of the terminal: the ends of lines in its source are not those that a user sees.

/** A text whose paragraphs are one line each; paragraphs are set apart by an empty line. */
export const flowing = (text: string): string => text.replaceAll(/(?<=\S)\n(?=\S)/g, ' ');
