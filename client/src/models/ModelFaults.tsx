// What is wrong with a model's file, fault by fault.

import { For, Show } from 'solid-js';
import { t } from '../i18n';
import type { Fault } from '../protocol/model';
import { faultText } from './fault';

/** Faults shown at once: whoever mends these sees the rest next time. */
const SHOWN_MAX = 6;

export default function ModelFaults(props: { faults: readonly Fault[] }) {
  return (
    <>
      <ul>
        <For each={props.faults.slice(0, SHOWN_MAX)}>{(fault) => <li>{faultText(fault)}</li>}</For>
      </ul>
      <Show when={props.faults.length > SHOWN_MAX}>
        <p>{t('faults.more', { count: props.faults.length - SHOWN_MAX })}</p>
      </Show>
    </>
  );
}
