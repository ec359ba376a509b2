// Generated from protocol/src/suggestions.rs. Do not edit.

import type { ElementId } from "./session";

/**
 * What to suggest. Without clusters to sort into, clusters are looked for. Notes that are in clusters on the
 * board stay there, unless one to sort into names them.
 */
export type Ask = { 
/**
 * Clusters that people began.
 */
into?: Array<Begun>, };

/**
 * What suggestions stand on.
 */
export type Basis = "words" | "model";

/**
 * A cluster that people began: by a title, by some notes, or by both.
 */
export type Begun = { 
/**
 * Its title; empty for none.
 */
title: string, 
/**
 * Notes that are in it already. Each of them teaches the rest.
 */
notes: Array<ElementId>, };

/**
 * One way to part the notes.
 */
export type Cut = { 
/**
 * Clusters: the largest first, or in the order in which they were asked for.
 */
piles: Array<Pile>, 
/**
 * Notes that are better left alone.
 */
alone: Array<number>, };

/**
 * A suggested cluster: notes that may belong together.
 */
export type Pile = { 
/**
 * A proposed title, or the one that people gave.
 */
title: string, 
/**
 * Notes proposed for it, with how sure each is, in hundredths; the surest first where they
 * were sorted.
 */
members: Array<[number, number]>, 
/**
 * Words that tie it, the most telling first, with how many of its notes have them. None: it
 * is what they mean that ties it.
 */
words: Array<[string, number]>, 
/**
 * The note in its middle.
 */
middle: number | null, };

/**
 * What is proposed. Notes are numbers in the list of notes.
 */
export type Suggestions = { 
/**
 * What it stands on.
 */
basis: Basis, 
/**
 * From here on a note is one of «the sure ones», in hundredths.
 */
sureFrom: number, 
/**
 * The notes that were looked at.
 */
notes: Array<ElementId>, 
/**
 * From fewer clusters to more, to choose from; one where they were sorted into clusters that people
 * began.
 */
cuts: Array<Cut>, 
/**
 * The cut in which clusters hold together best.
 */
best: number, 
/**
 * Notes that say nearly the same, the largest group first.
 */
alike: Array<Array<number>>, };
