// An option that takes one value is given once: of two the command could only forget one in silence.
import type { Command } from 'commander';
import { Problem } from '../problems.js';
import { gathering } from './values.js';

/** Refuses options of a command that are given twice, but those that gather their values. */
export const onlyOnce = (command: Command): void => {
  for (const option of command.options) {
    if (option.isBoolean() || gathering.has(option.parseArg)) continue;
    let seen: unknown;
    command.on(`option:${option.name()}`, (value: unknown) => {
      if (seen !== undefined)
        throw new Problem(
          'wrong-usage',
          `${option.long ?? option.name()} is given twice: ${String(seen)} and ${String(value)}`,
          {
            help: 'leave one of them out',
          },
        );
      seen = value;
    });
  }
};
