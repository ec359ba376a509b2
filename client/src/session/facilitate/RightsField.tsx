// What participants may do on the board in a phase, as a sentence: for all of it, and for each section that differs.

import './rights_field.css';
import X from 'lucide-solid/icons/x';
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { rightIn, sectionRight } from '../../board/rights/rights';
import { t } from '../../i18n';
import type { Phase, PhaseId, Right, Rights } from '../../protocol/session';
import { useSectionsOnBoard, useSectionTitles } from '../sections_on_board';
import { phaseTitle } from '../words';
import type { Deeds } from './deeds';
import { change, RIGHTS, withRights, withSection } from './plan_edits';
import { rightChanged } from './rights_changed';

const ALL: Rights = { board: 'all' };

/** `onChange` gets the rights as they are to be. */
export function RightsField(props: { phase: Phase; onChange(rights: Rights): void }) {
  const id = createUniqueId();
  const rights = () => props.phase.rights ?? ALL;
  const sections = useSectionsOnBoard();
  const titleOf = (section: PhaseId) => sections().find((one) => one.id === section)?.title || section;
  // By their keys: another right leaves the line where it is, and the keyboard in it.
  const named = createMemo(() => Object.keys(rights().sections ?? {}).sort(), [], { equals: sameKeys });
  const unnamed = createMemo(() => sections().filter((section) => !named().includes(section.id)));
  const rightOf = (section: PhaseId) => sectionRight(rights(), section);
  let field!: HTMLFieldSetElement;

  function drop(section: PhaseId) {
    field.querySelector<HTMLElement>('select')?.focus();
    props.onChange(withSection(rights(), section, null));
  }

  /** With the right that differs least from what holds elsewhere, and the keyboard where another is chosen. */
  function add(section: PhaseId) {
    const first: Right = rights().board === 'own' ? 'all' : 'own';
    props.onChange(withSection(rights(), section, first));
    queueMicrotask(() => document.getElementById(`${id}-${section}`)?.focus());
  }

  return (
    <fieldset
      class="rights-field"
      ref={field}
      aria-label={t('planning.rightsIn', { phase: phaseTitle(props.phase) })}
    >
      <label for={id}>{t('planning.rightsIn', { phase: phaseTitle(props.phase) })}</label>
      <RightChoice
        id={id}
        phase={props.phase}
        chosen={rights().board}
        onChoose={(board) => props.onChange({ ...rights(), board })}
      />
      <For each={named()}>
        {(section) => (
          <>
            <label for={`${id}-${section}`}>
              {t('planning.rightsSection', { section: titleOf(section) })}
            </label>
            <div class="rights-line">
              <RightChoice
                id={`${id}-${section}`}
                phase={props.phase}
                chosen={rightOf(section)}
                onChoose={(right) => props.onChange(withSection(rights(), section, right))}
              />
              <button
                type="button"
                class="button button-icon"
                aria-label={t('planning.rightsSectionDrop', { section: titleOf(section) })}
                title={t('planning.rightsSectionDrop', { section: titleOf(section) })}
                onClick={() => drop(section)}
              >
                <X size={20} aria-hidden="true" />
              </button>
            </div>
          </>
        )}
      </For>
      <Show when={unnamed().length > 0}>
        <MoreSections sections={unnamed()} onAdd={add} />
      </Show>
    </fieldset>
  );
}

function RightChoice(props: { id: string; phase: Phase; chosen: Right; onChoose(right: Right): void }) {
  return (
    <select
      id={props.id}
      class="field"
      value={props.chosen}
      onChange={(event) => {
        const right = RIGHTS[event.currentTarget.selectedIndex];
        if (right !== undefined) props.onChoose(right);
      }}
    >
      <For each={RIGHTS}>
        {(right) => (
          <option value={right} selected={right === props.chosen}>
            {t(`planning.right_${rightIn(props.phase, right)}`)}
          </option>
        )}
      </For>
    </select>
  );
}

/** One that is left is a button's; of several one is chosen first. */
function MoreSections(props: {
  sections: readonly { readonly id: PhaseId; readonly title: string }[];
  onAdd(section: PhaseId): void;
}) {
  const [chosen, setChosen] = createSignal<PhaseId>();
  const section = () => props.sections.find(({ id }) => id === chosen()) ?? props.sections[0];
  const add = () => {
    const at = section();
    if (at !== undefined) props.onAdd(at.id);
  };
  return (
    <Show
      when={props.sections.length > 1}
      fallback={
        <button type="button" class="button rights-more" onClick={add}>
          {t('planning.rightsSectionMore', { section: section()?.title ?? '' })}
        </button>
      }
    >
      <details class="rights-others">
        <summary>{t('planning.rightsSectionWhich')}</summary>
        <div class="rights-line">
          <select
            class="field"
            aria-label={t('planning.rightsSectionArea')}
            value={section()?.id}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            <For each={props.sections}>{({ id, title }) => <option value={id}>{title || id}</option>}</For>
          </select>
          <button type="button" class="button" onClick={add}>
            {t('planning.rightsSectionAdd')}
          </button>
        </div>
      </details>
    </Show>
  );
}

/** What holds in the phase that runs, changed at once. */
export function RightsNow(props: { phase: Phase; deeds: Deeds }) {
  const titleOf = useSectionTitles();
  async function set(rights: Rights) {
    const edit = change(props.phase, withRights(props.phase, rights));
    if (edit === null) return;
    const { section, right } = rightChanged(props.phase.rights ?? ALL, rights);
    const values = {
      phase: phaseTitle(props.phase),
      right: t(`planning.right_${rightIn(props.phase, right)}`),
    };
    const said =
      section === null
        ? t('planning.rightsSet', values)
        : t('planning.rightsSetArea', { ...values, area: titleOf(section) || section });
    await props.deeds.askThenTell(edit, said, 'rights');
  }
  return (
    <div class="rights-now">
      <RightsField phase={props.phase} onChange={(rights) => void set(rights)} />
    </div>
  );
}

function sameKeys(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, at) => key === other[at]);
}
