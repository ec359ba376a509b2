// What can be done to what is selected, beside it: notes have one bar, a cluster has another. And what keys do from all bars and panels.

import { type JSX, onCleanup, onMount } from 'solid-js';
import type { ElementId } from '../../protocol/session';
import type { NewNoteBoard } from '../commands/new_notes';
import type { Asking } from '../commands/taking_away';
import { listenElsewhere } from '../gesture/keys_elsewhere';
import type { Focus, InPage, Overview, Selection } from '../parts';
import { ClusterBar } from './ClusterBar';
import { SelectionBar } from './SelectionBar';

export type BarsBoard = NewNoteBoard &
  Selection &
  Focus &
  Overview &
  Asking &
  Pick<InPage, 'element'> & { readonly page: { forNote?(note: ElementId): JSX.Element } };

export default function Bars(props: { board: BarsBoard; onMoveTo(): void; onRead(cluster: string): void }) {
  onMount(() => onCleanup(listenElsewhere(props.board)));
  return (
    <>
      <SelectionBar board={props.board} onMoveTo={props.onMoveTo} />
      <ClusterBar board={props.board} onMerge={props.onMoveTo} onRead={props.onRead} />
    </>
  );
}
