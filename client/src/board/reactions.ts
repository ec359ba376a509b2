// The kinds of reactions to a note, in the order they are offered, each with its picture.

import Heart from 'lucide-solid/icons/heart';
import MessageCircleQuestionMark from 'lucide-solid/icons/message-circle-question-mark';
import Sparkles from 'lucide-solid/icons/sparkles';
import ThumbsUp from 'lucide-solid/icons/thumbs-up';
import type { Reaction } from '../protocol/session';

export const REACTION_ICONS = {
  heart: Heart,
  agree: ThumbsUp,
  spark: Sparkles,
  question: MessageCircleQuestionMark,
} as const satisfies Record<Reaction, unknown>;

export const REACTIONS = Object.keys(REACTION_ICONS) as readonly Reaction[];
