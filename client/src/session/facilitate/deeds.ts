// What a facilitator does: asked of the server, with a word of why it was not done, or an undo where it was.

import { createEffect, createMemo, on } from 'solid-js';
import { t } from '../../i18n';
import { dismiss, refuse, tell } from '../../messages/messages';
import type { Command, Knocker, PhaseId } from '../../protocol/session';
import type { Session } from '../session';
import { phaseTitle } from '../words';
import type { Edit } from './plan_edits';

export interface Deeds {
  /** Asks for it; true once it is done. What was refused is said. */
  ask(command: Command): Promise<boolean>;
  /** The same, then says what was done, with an undo where there is one. */
  askThenTell(edit: Edit, said: string): Promise<boolean>;
  /** Goes to a phase; coming back from there is an undo away, unless what it does is for good. */
  go(to: PhaseId, forGood?: boolean): Promise<void>;
}

/** Whoever knocks is let in. */
export function letIn(deeds: Deeds, { id, name }: Knocker): void {
  const command: Command = { do: 'letIn', participant: id };
  void deeds.askThenTell({ command, back: null }, t('peopleTab.isIn', { name }));
}

export function deedsIn(session: Session): Deeds {
  async function ask(command: Command): Promise<boolean> {
    const code = await session.send(command);
    if (code !== null) refuse(t(`notDone.${code}`));
    return code === null;
  }
  async function askThenTell({ command, back }: Edit, said: string): Promise<boolean> {
    if (!(await ask(command))) return false;
    tell(said, back === null ? undefined : { label: t('app.undo'), run: () => void ask(back) });
    return true;
  }
  function titleOf(id: PhaseId | null): string {
    const phase = session.state()?.plan.find((one) => one.id === id);
    return phase === undefined ? '' : phaseTitle(phase);
  }
  let went: number | null = null;
  let wentTo: PhaseId | null = null;
  // Where somebody else goes on, it is not where we are any more, and its undo leads nowhere.
  const current = createMemo(() => session.state()?.journey.current ?? null);
  createEffect(
    on(
      current,
      (now) => {
        if (went === null || now === wentTo) return;
        dismiss(went);
        went = null;
      },
      { defer: true },
    ),
  );
  async function go(to: PhaseId, forGood = false): Promise<void> {
    const from = session.state()?.journey.current ?? null;
    if (!(await ask({ do: 'goTo', from, to }))) return;
    // The undo of a step before would no longer lead back from here.
    if (went !== null) dismiss(went);
    went = null;
    // Somebody may have gone on already.
    if (forGood || (current() !== to && current() !== from)) return;
    wentTo = to;
    went = tell(t('facilitate.went', { phase: titleOf(to) }), {
      label: t('app.undo'),
      run: () =>
        void ask({ do: 'goTo', from: to, to: from }).then((done) => {
          if (done && from !== null) tell(t('facilitate.cameBack', { phase: titleOf(from) }));
        }),
    });
  }
  return { ask, askThenTell, go };
}
