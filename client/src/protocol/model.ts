// Generated from protocol/src/model.rs. Do not edit.

import type { Language, Phase, PhaseId, Section, Texts } from "./session";

/**
 * What a value must be.
 */
export type Expected = "text" | "wholeNumber" | "twoNumbers" | "trueOrFalse" | "list" | "table" | "length";

/**
 * One thing that is wrong with a model's file.
 */
export type Fault = { 
/**
 * The line it stands on, from 1.
 */
line: number, 
/**
 * The field, such as `phases.2.length`; phases and sections count from 1. Empty for the file
 * as a whole.
 */
field: string, } & ({ "code": "syntax", 
/**
 * What the parser says, in English.
 */
detail: string, } | { "code": "newerSchema" } | { "code": "unknownField", 
/**
 * The field that it may be a misspelt name of.
 */
meant: string | null, } | { "code": "repeatedField" } | { "code": "missing" } | { "code": "wrongKind", 
/**
 * What it must be.
 */
expected: Expected, } | { "code": "unknownWord", 
/**
 * Those allowed.
 */
allowed: Array<string>, } | { "code": "notAnId" } | { "code": "empty" } | { "code": "tooLong", 
/**
 * Most characters.
 */
max: number, } | { "code": "tooMany", 
/**
 * Most entries.
 */
max: number, } | { "code": "outOfRange", 
/**
 * Smallest.
 */
min: number, 
/**
 * Largest.
 */
max: number, } | { "code": "missingLanguage", 
/**
 * The language.
 */
language: Language, } | { "code": "duplicateId" } | { "code": "overlaps", 
/**
 * The other's id.
 */
other: PhaseId, } | { "code": "offBoard" });

/**
 * A workshop model.
 */
export type Model = { 
/**
 * [`MODEL_SCHEMA`].
 */
schema: number, 
/**
 * Its name in links and requests.
 */
id: PhaseId, 
/**
 * Its title; the languages it has are those that all other texts have.
 */
title: Texts, 
/**
 * What happens, for the facilitator.
 */
description: Texts, 
/**
 * Whom it is for.
 */
audience: Texts, 
/**
 * Where the method comes from.
 */
sources: Array<string>, 
/**
 * Whether nobody ever learns who wrote which note.
 */
anonymous: boolean, 
/**
 * The areas laid on the board when a room is made.
 */
sections: Array<Section>, 
/**
 * The session's phases in their order; none for an open board.
 */
phases: Array<Phase>, };

/**
 * A model as the home page shows it, in one language.
 */
export type ModelCard = { 
/**
 * Its id.
 */
id: PhaseId, 
/**
 * Its title.
 */
title: string, 
/**
 * What happens.
 */
description: string, 
/**
 * Whom it is for.
 */
audience: string, 
/**
 * Whether nobody ever learns who wrote which note.
 */
anonymous: boolean, 
/**
 * Its phases, for a small picture of the way.
 */
phases: Array<PhaseCard>, 
/**
 * Its sections, for a small picture of the board.
 */
sections: Array<SectionCard>, };

/**
 * The models that a room can be made from.
 */
export type ModelCards = { 
/**
 * The model to offer first.
 */
default: PhaseId, 
/**
 * All of them, in the order to show them.
 */
models: Array<ModelCard>, };

/**
 * A phase on a model's card.
 */
export type PhaseCard = { 
/**
 * Its kind, as a plan names it.
 */
kind: string, 
/**
 * Its title.
 */
title: string, 
/**
 * How many minutes it is meant to last; null when it is open.
 */
minutes: number | null, };

/**
 * A section on a model's card.
 */
export type SectionCard = { 
/**
 * Its title.
 */
title: string, 
/**
 * Its upper left corner, in board units.
 */
at: [number, number], 
/**
 * Its width and height, in board units.
 */
size: [number, number], 
/**
 * Its colour's English name.
 */
color: string, };
