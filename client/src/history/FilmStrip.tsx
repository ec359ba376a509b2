// The strip of the film: small pictures, phases above, and the head that one holds or steps with the arrow keys.

import { createEffect, createMemo, createSignal, For, onCleanup, onMount } from 'solid-js';
import { t } from '../i18n';
import { keyOf } from '../keys/key_of';
import { createMatches } from '../look/media';
import { theme } from '../look/theme';
import { useSession } from '../session/session';
import { pictures } from './film';
import { nameOfPhase } from './MomentsFace';
import type { Past } from './past';
import { boundsOf, drawPicture } from './picture';

/** Width of a picture with the space beside it, in pixels. */
const PICTURE_PX = 68;

export function FilmStrip(props: { past: Past; said: string }) {
  const { past } = props;
  const session = useSession();
  const [width, setWidth] = createSignal(0);
  let strip!: HTMLDivElement;
  let slider!: HTMLInputElement;
  onMount(() => {
    const watched = new ResizeObserver(() => setWidth(strip.clientWidth));
    watched.observe(strip);
    onCleanup(() => watched.disconnect());
    slider.focus();
  });
  const count = () => past.frames().length;
  const shown = createMemo(() => pictures(count(), Math.floor(width() / PICTURE_PX)));
  const part = (frames: number) => `${(100 * frames) / Math.max(1, count())}%`;
  const at = () => past.at() ?? 0;

  function onKey(event: KeyboardEvent): void {
    const by = { PageUp: 1, PageDown: -1 }[keyOf(event)];
    if (by === undefined) return;
    event.preventDefault();
    past.stepPhase(by === 1 ? 1 : -1);
  }

  return (
    <div class="film-strip" ref={strip} style={{ '--frames': `${Math.max(1, count())}` }}>
      <div class="film-phases" aria-hidden="true">
        <For each={past.phases()}>
          {({ phase, from, to }) => (
            <span
              classList={{ 'film-phase-now': at() >= from && at() <= to }}
              style={{ left: part(from), width: part(to - from + 1) }}
            >
              {nameOfPhase(phase, session.state()?.plan ?? [])}
            </span>
          )}
        </For>
      </div>
      <div class="film-frames" aria-hidden="true">
        <Pictures past={past} shown={shown()} />
      </div>
      <span class="film-head" aria-hidden="true" style={{ left: part(at() + 0.5) }} />
      <input
        class="film-slider"
        type="range"
        min="0"
        max={Math.max(0, count() - 1)}
        step="1"
        aria-label={t('history.moment')}
        aria-valuetext={props.said}
        ref={slider}
        value={at()}
        onInput={(event) => past.look(event.currentTarget.valueAsNumber)}
        onKeyDown={onKey}
      />
    </div>
  );
}

function Pictures(props: { past: Past; shown: readonly number[] }) {
  const { past } = props;
  const bounds = createMemo(() => boundsOf(past.moments()));
  const isDark = createMatches('(prefers-color-scheme: dark)');
  return (
    <For each={props.shown}>
      {(index, place) => {
        let canvas!: HTMLCanvasElement;
        createEffect(() => {
          theme();
          isDark();
          const moment = past.moments()[index];
          const all = bounds();
          if (moment === undefined || all === null) return;
          const style = getComputedStyle(document.documentElement);
          const drawing = requestAnimationFrame(() =>
            drawPicture(canvas, moment, all, {
              of: (color) => style.getPropertyValue(`--note-${color}`),
              edge: style.getPropertyValue('--muted'),
            }),
          );
          onCleanup(() => cancelAnimationFrame(drawing));
        });
        const isLater = () => (props.shown[place() - 1] ?? -1) >= (past.at() ?? 0);
        return <canvas ref={canvas} classList={{ 'film-later': isLater() }} />;
      }}
    </For>
  );
}
