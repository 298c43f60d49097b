import type { Command } from 'commander';

/** Shells with a completion script. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** A word that can follow a path in the command tree. */
interface Candidate {
  readonly word: string;
  readonly description: string;
}

/** Words that can follow each path of subcommands; the root's path is empty. */
type Places = readonly (readonly [path: string, candidates: readonly Candidate[]])[];

/**
 * Makes a completion script from the command tree. The script is static: completing a word starts no program.
 */
export function completionScript(program: Command, shell: Shell): string {
  const places = placesOf(program, '');
  if (shell === 'fish') return fish(program.name(), places);
  const script = bash(program.name(), places);
  return shell === 'bash'
    ? script
    : `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${script}`;
}

function placesOf(command: Command, path: string): Places {
  const commands = command.commands.filter((sub) => sub.name() !== 'help');
  const own = [
    ...commands.map((sub) => ({ word: sub.name(), description: sub.description() })),
    ...command.options
      .filter(({ hidden }) => !hidden)
      .map(({ long, short, description }) => ({ word: long ?? short ?? '', description })),
    { word: '--help', description: 'show help' },
  ];
  return [[path, own], ...commands.flatMap((sub) => placesOf(sub, `${path} ${sub.name()}`.trim()))];
}

function bash(name: string, places: Places): string {
  const id = name.replaceAll('-', '_');
  const paths = places.map(([path]) => `" ${path}"`).join('|');
  const cases = places.map(([path, words]) => `    "${path}") words="${words.map(({ word }) => word).join(' ')}" ;;`);
  return `_${id}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" place="" words="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case " \${place:+$place }\${COMP_WORDS[index]}" in
      ${paths}) place="\${place:+$place }\${COMP_WORDS[index]}" ;;
    esac
  done
  case "$place" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _${id} ${name}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function fish(name: string, places: Places): string {
  const id = name.replaceAll('-', '_');
  const paths = places.flatMap(([path]) => (path === '' ? [] : [`'${path}'`])).join(' ');
  const lines = places.flatMap(([path, words]) =>
    words.map(({ word, description }) => {
      const what = word.startsWith('--')
        ? `-l ${word.slice(2)}`
        : word.startsWith('-')
          ? `-s ${word[1]}`
          : `-a ${word}`;
      return `complete -c ${name} -n "__${id}_at '${path}'" ${what} -d ${quoted(description)}`;
    }),
  );
  return `function __${id}_at
  set -l place ''
  for word in (commandline -opc)[2..]
    set -l next (string trim "$place $word")
    contains -- "$next" ${paths}; and set place "$next"
  end
  test "$place" = "$argv[1]"
end
${lines.join('\n')}`;
}
