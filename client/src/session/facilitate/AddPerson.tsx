// Adds somebody who is in the room without a device.

import './adding.css';
import UserPlus from 'lucide-solid/icons/user-plus';
import { createUniqueId } from 'solid-js';
import { keepForm } from '../../half_written/field';
import { t } from '../../i18n';
import { nameOrRefuse } from '../../people/written_name';
import { newSessionId } from '../ids';
import { useSession } from '../session';
import type { Deeds } from './deeds';

export function AddPerson(props: { deeds: Deeds }) {
  const id = createUniqueId();
  const { me } = useSession();
  const form = keepForm({
    purpose: { kind: 'person', who: me, of: '' },
    texts: ['name'],
    was: () => ({ name: '' }),
  });
  const written = () => form.words().name ?? '';
  let field!: HTMLInputElement;

  async function add(event: SubmitEvent) {
    event.preventDefault();
    const name = nameOrRefuse(written());
    if (name === null) return;
    if (name === '') {
      field.focus();
      return;
    }
    const participant = newSessionId();
    const done = await props.deeds.askThenTell(
      { command: { do: 'putProxy', participant, name }, back: { do: 'remove', participant } },
      t('peopleTab.added', { name }),
    );
    if (!done) return;
    form.clear();
    field.focus();
  }

  return (
    <form class="people-add" onSubmit={(event) => void add(event)}>
      <h3>{t('peopleTab.addHeading')}</h3>
      <p id={`${id}-hint`} class="facilitate-muted">
        {t('peopleTab.addHint')}
      </p>
      <label class="for-screen-readers" for={id}>
        {t('peopleTab.addName')}
      </label>
      <div class="facilitate-row">
        <input
          id={id}
          class="field"
          ref={field}
          required
          {...form.mark('name')}
          value={written()}
          onInput={(event) => form.put({ name: event.currentTarget.value })}
          autocomplete="off"
          placeholder={t('peopleTab.addName')}
          aria-describedby={`${id}-hint`}
        />
        <button type="submit" class="button">
          <UserPlus size={20} aria-hidden="true" />
          {t('peopleTab.add')}
        </button>
      </div>
    </form>
  );
}
