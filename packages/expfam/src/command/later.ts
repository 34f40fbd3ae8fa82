// Options that the contract knows and this version does not: they are refused by name rather than ignored.
import { Option } from 'commander';
import type { Command } from 'commander';
import { Problem } from '../problems.js';

/** Adds options to `command`, out of its help, that end in a clear complaint. */
export const refuseLater = (command: Command, flags: readonly string[]): Command => {
  for (const flag of flags) command.addOption(new Option(flag).hideHelp());
  return command.hook('preAction', (_, action) => {
    for (const flag of flags) {
      const option = new Option(flag);
      if (action.getOptionValue(option.attributeName()) !== undefined)
        throw new Problem('option-not-available', `\`${option.long ?? flag}\` is not available yet`);
    }
  });
};
