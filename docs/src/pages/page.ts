// A page that a loader makes: parameters for its address and its components, and its Markdown.

export interface Page {
  readonly params: Readonly<Record<string, unknown>>;
  readonly content: string;
}
