// The chapters of a derivation: where each begins, and the sentence with which a lecturer says where it goes.
import type { Step } from '../derivation/derivation.js';

/** A part of a derivation: its heading and where it goes. */
export interface Chapter {
  readonly title: string;
  readonly goal: string;
  /** The rules with which it may begin. */
  readonly rules: readonly string[];
}

export const chapters: readonly Chapter[] = [
  {
    title: 'Into exponential-family form',
    goal: 'We assume that the outcome, given x, has this density, and want it as h(y)·exp(ηᵀT(y) − A(η)).',
    rules: ['density-as-exponential'],
  },
  {
    title: 'By maximum entropy',
    goal: 'Only the means of the statistics are known; of all densities with these means we want the one that assumes least.',
    rules: ['maximise-entropy'],
  },
  {
    title: 'Back from the natural parameters',
    goal: 'Which parameters belong to a given η, and what is A as a function of η?',
    rules: [
      'name-shared-sum',
      'solve-for-parameter',
      'solve-together',
      'exponentiate',
      'log-partition-in-natural-parameters',
    ],
  },
  {
    title: 'The normaliser',
    goal: 'A is the logarithm of what h·exp(ηᵀT) adds up to.',
    rules: ['normalise-by-total'],
  },
  {
    title: 'The response',
    goal: 'What is predicted is what is expected: the mean as a function of η.',
    rules: ['mean-is-gradient-of-log-partition'],
  },
  {
    title: 'Learning',
    goal: 'A good η makes the data likely: the loss of a row is −log p, and η is linear in the features.',
    rules: ['negative-log-likelihood'],
  },
  {
    title: 'Looking back',
    goal: 'The same family comes out of another door.',
    rules: ['same-by-maximum-entropy'],
  },
  {
    title: 'The second road',
    goal: 'Start from scores made into probabilities, and arrive at the same gradient.',
    rules: ['scores-to-probabilities'],
  },
  {
    title: 'What holds of the softmax',
    goal: 'Four properties that a reader may have been told, each checked.',
    rules: ['softmax-is-monotone'],
  },
  {
    title: 'Another link',
    goal: 'The linear predictor need not be η itself: it may be any function of what is expected.',
    rules: ['choose-link', 'natural-parameter-of-predictor', 'loss-in-predictor'],
  },
];

/** Each step with the chapter that begins with it, if one does. */
export const inChapters = (
  steps: readonly Step[],
): readonly { readonly chapter: Chapter | null; readonly step: Step }[] => {
  const begun = new Set<Chapter>();
  return steps.map((step) => {
    const chapter = chapters.find(({ rules }) => rules.includes(step.rule)) ?? null;
    if (chapter === null || begun.has(chapter)) return { chapter: null, step };
    begun.add(chapter);
    return { chapter, step };
  });
};
