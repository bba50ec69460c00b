import { text } from 'node:stream/consumers';
import { CommandEnd } from './exit.ts';

/** A secret from standard input: all of it when it is piped, a line that is not shown when a person types it. Never from the command's words, which other programs can see. */
export async function readSecret(question: string): Promise<string> {
  const secret = process.stdin.isTTY ? await typedUnseen(question) : (await text(process.stdin)).trim();
  if (secret === '')
    throw new CommandEnd(2, `Nothing was given. Type it when asked, or pipe it in: printf %s "$KEY" | atelier model key set …`);
  return secret;
}

/** Whether a person sits there to be asked. */
export const canAsk = (): boolean => process.stdin.isTTY;

/** What is typed until Enter, none of it shown; Ctrl+C ends the command. */
export async function typedUnseen(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8').resume();
  try {
    return await new Promise((resolve, reject) => {
      let typed = '';
      const take = (pressed: string) => {
        for (const key of pressed) {
          if (key === ENTER || key === '\n' || key === END_OF_INPUT) {
            end(() => resolve(typed.trim()));
            return;
          }
          if (key === INTERRUPT) {
            end(() => reject(new CommandEnd(2, 'Nothing was changed.')));
            return;
          }
          typed = key === DELETE || key === '\b' ? typed.slice(0, -1) : typed + key;
        }
      };
      const end = (settle: () => void) => {
        stdin.off('data', take);
        settle();
      };
      stdin.on('data', take);
    });
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

/** What a terminal sends for keys that are no letters. */
const ENTER = '\r';
const INTERRUPT = '\u0003';
const END_OF_INPUT = '\u0004';
const DELETE = '\u007f';
