// A soft sound for the clock, made by the browser itself. Silent where muted, and until the person has touched the page.

import { createRoot, createSignal } from 'solid-js';
import { readStored, store } from '../storage';
import type { Warning } from './timer';

const STORED_AS = 'picnic.muted';

const [muted, writeMuted] = createRoot(() => createSignal(readStored(STORED_AS) === 'yes'));

export { muted };

/** Mutes the page, or not, and remembers it in this browser. */
export function setMuted(next: boolean): void {
  writeMuted(next);
  store(STORED_AS, next ? 'yes' : 'no');
}

/** Tones in Hz, one after another: two that rise, one, and two that come to rest. */
const TONES: Record<Warning, readonly number[]> = {
  minute: [587, 784],
  tenSeconds: [784],
  over: [659, 523],
};
const TONE_SECONDS = 0.5;
const BETWEEN_SECONDS = 0.18;
/** A fifth of full loudness: heard beside talk, and nobody jumps. */
const LOUDNESS = 0.2;

let context: AudioContext | undefined;

/** Plays the sound of a warning. */
export function playSoftly(warning: Warning): void {
  if (muted() || navigator.userActivation?.hasBeenActive !== true) return;
  context ??= new AudioContext();
  const audio = context;
  TONES[warning].forEach((hertz, index) => {
    playTone(audio, hertz, audio.currentTime + index * BETWEEN_SECONDS);
  });
}

function playTone(audio: AudioContext, hertz: number, at: number): void {
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.frequency.value = hertz;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.001, at + TONE_SECONDS);
  tone.connect(loudness).connect(audio.destination);
  tone.start(at);
  tone.stop(at + TONE_SECONDS);
}
