// One person with a browser in a room: what they see and do, in their own words.

import { expect, type Locator, type Page } from '@playwright/test';
import { middleOf } from './rest.ts';

export class Person {
  private constructor(readonly page: Page) {}

  /** Opens a link, waits for the board and answers the question for a name; without one it was waved away before. */
  static async enter(page: Page, link: string, name?: string): Promise<Person> {
    if (name === undefined) await waveNameAway(page);
    await page.goto(link);
    return await Person.at(page, name);
  }

  /** Whoever looks at this page, which is in a room. */
  static async at(page: Page, name?: string): Promise<Person> {
    const person = new Person(page);
    await person.boardIsThere(name);
    return person;
  }

  /** Whoever looks at this page before what stands in the room has come. */
  static async early(page: Page): Promise<Person> {
    const person = new Person(page);
    await expect(person.board).toBeVisible();
    return person;
  }

  get board(): Locator {
    return this.page.getByTestId('board');
  }

  /** What the board hears keys on, when no note or cluster has the focus. */
  get ground(): Locator {
    return this.page.getByRole('application', { name: 'Board' });
  }

  note(id: string): Locator {
    return this.page.locator(`[data-note="${id}"]`);
  }

  get notes(): Locator {
    return this.page.locator('[data-note]');
  }

  cluster(id: string): Locator {
    return this.page.locator(`[data-cluster="${id}"]`);
  }

  get clusters(): Locator {
    return this.page.locator('[data-cluster]');
  }

  /** The title that is being written. */
  get titleField(): Locator {
    return this.page.locator('[data-cluster] textarea:not(.editor-asleep)');
  }

  /** The note that is being written. */
  get editor(): Locator {
    return this.page.locator('[data-note] textarea:not(.editor-asleep)');
  }

  /** Waits until what stands in the room has come: what is pressed before is pressed on an empty board. */
  async boardIsThere(name?: string): Promise<void> {
    await expect(this.board).toBeVisible();
    await expect(this.page.locator('.saved-state')).not.toHaveAttribute('data-word', 'opening');
    if (name !== undefined) {
      await this.page.getByRole('textbox', { name: 'What name should others see?' }).fill(name);
      await this.page.getByRole('button', { name: 'Done' }).click();
    }
  }

  /** Waits until the room's corner says so. */
  async reads(
    word: 'saved' | 'offline' | 'offlineBetween' | 'viewing' | 'serverCannotSave' | 'locked',
  ): Promise<void> {
    await expect(this.page.locator('.saved-state')).toHaveAttribute('data-word', word);
  }

  /** Looks at the whole board until this note or cluster, which may still be on its way here, is in sight. */
  async looksAtAllWith(wanted: Locator): Promise<void> {
    const fit = this.page.getByRole('button', { name: 'Fit all', exact: true });
    await expect(async () => {
      await fit.click();
      await expect(wanted).toBeInViewport({ timeout: 1_000 });
    }).toPass();
  }

  /** The texts on the board, sorted. */
  async texts(): Promise<string[]> {
    const all = await this.notes.evaluateAll((notes) =>
      notes.map((note) => note.querySelector('textarea')?.value ?? note.textContent ?? ''),
    );
    return all.map((text) => text.trim()).sort();
  }

  /** Lays a note with the button and writes in it. Returns its id. */
  async write(text: string): Promise<string> {
    await this.page.getByRole('button', { name: 'New note', exact: true }).click();
    await expect(this.editor).toBeFocused();
    await this.page.keyboard.type(text);
    const id = await this.editor.evaluate((editor) =>
      editor.closest('[data-note]')?.getAttribute('data-note'),
    );
    if (!id) throw new Error('the note has no id');
    await this.page.keyboard.press('Escape');
    await expect(this.editor).toHaveCount(0);
    return id;
  }

  /** Writes at the end of a note that is there. */
  async writeInto(id: string, text: string): Promise<void> {
    await this.note(id).dblclick();
    await expect(this.editor).toBeFocused();
    await this.page.keyboard.press('Control+End');
    await this.page.keyboard.type(text, { delay: 15 });
    await this.page.keyboard.press('Escape');
  }

  /** The keyboard is at this note or cluster: it has the focus, or the field in it that waits for typing. */
  async hasKeyboard(id: string): Promise<void> {
    const at = this.page.locator(`:is([data-note="${id}"], [data-cluster="${id}"]):focus-within`);
    await expect(at).toHaveCount(1);
  }

  /** The middle of a note on the screen, once it stands there. */
  async middleOf(id: string): Promise<{ x: number; y: number }> {
    return await middleOf(this.note(id));
  }

  /** Takes hold of a note and moves it, without letting go. */
  async dragWithoutDrop(id: string, by: { x: number; y: number }): Promise<void> {
    const from = await this.middleOf(id);
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + by.x, from.y + by.y, { steps: 12 });
  }

  /** Takes hold of a note and holds its middle over a point of the screen, without letting go. */
  async holdOver(id: string, to: { x: number; y: number }): Promise<void> {
    const from = await this.middleOf(id);
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(to.x, to.y, { steps: 12 });
  }

  async dragOnto(id: string, other: string): Promise<void> {
    await this.holdOver(id, await this.middleOf(other));
    await this.drop();
  }

  /** Where a cluster is held: on its title. */
  async headingOf(id: string): Promise<{ x: number; y: number }> {
    return await middleOf(this.cluster(id).locator('.cluster-heading'));
  }

  async drop(): Promise<void> {
    await this.page.mouse.up();
  }

  async drag(id: string, by: { x: number; y: number }): Promise<void> {
    await this.dragWithoutDrop(id, by);
    await this.drop();
  }

  async undo(): Promise<void> {
    await this.page.getByRole('button', { name: 'Undo', exact: true }).click();
  }
}

/** Whoever opens this page was asked for a name before, and gave none. */
export async function waveNameAway(page: Page): Promise<void> {
  await page.addInitScript(() => {
    if (location.protocol === 'about:') return;
    localStorage.setItem('picnic.name', localStorage.getItem('picnic.name') ?? '');
  });
}
