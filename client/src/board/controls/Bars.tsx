// What can be done to what is selected, beside it: notes have one bar, a cluster has another.

import type { JSX } from 'solid-js';
import type { ElementId } from '../../protocol/session';
import type { NewNoteBoard } from '../commands/new_notes';
import type { Asking } from '../commands/taking_away';
import type { Focus, Overview, Selection } from '../parts';
import { ClusterBar } from './ClusterBar';
import { SelectionBar } from './SelectionBar';

export type BarsBoard = NewNoteBoard &
  Selection &
  Focus &
  Overview &
  Asking & { readonly page: { forNote?(note: ElementId): JSX.Element } };

export default function Bars(props: { board: BarsBoard; onMoveTo(): void }) {
  return (
    <>
      <SelectionBar board={props.board} onMoveTo={props.onMoveTo} />
      <ClusterBar board={props.board} onMerge={props.onMoveTo} />
    </>
  );
}
