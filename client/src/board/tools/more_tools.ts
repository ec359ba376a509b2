// The tools that stand behind one button, in groups: who adds one adds an entry here.

import {
  ArrowUpRight,
  Eraser,
  ListTree,
  type LucideIcon,
  MousePointerClick,
  PenLine,
  SquareDashed,
} from 'lucide-solid';
import type { Accessor } from 'solid-js';
import { t } from '../../i18n';
import type { DrawingBoard } from '../drawing/board';
import type { Drawing } from '../drawing/drawing';
import { minimapTool } from '../minimap/minimap_tool';
import type { DrawingTool } from '../tool';

export type MoreToolsBoard = DrawingBoard & { readonly drawing: Accessor<Drawing | undefined> };

export interface MoreTool {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly name: string;
  /** The key that does the same, while letters are commands. */
  readonly key?: string;
  /** Whether it is taken up or on; of what is done at once, left out. */
  readonly isOn?: boolean;
  act(): void;
}

/** What an entry opens over the board. */
export interface MoreOpens {
  /** The list of what is drawn and connected. */
  drawn(): void;
  /** A new area where one looks, to be named at once. */
  area(): void;
}

const ICONS: Record<DrawingTool, LucideIcon> = {
  pen: PenLine,
  eraser: Eraser,
  connector: ArrowUpRight,
  laser: MousePointerClick,
};

const KEYS: Record<DrawingTool, string> = { pen: 'P', eraser: 'E', connector: 'C', laser: 'K' };

export function iconOf(tool: string): LucideIcon | undefined {
  return isDrawingTool(tool) ? ICONS[tool] : undefined;
}

/** What can be taken up or done now, in groups, each set apart from the next. */
export function moreTools(board: MoreToolsBoard, opens: MoreOpens): readonly (readonly MoreTool[])[] {
  return [drawingTools(board), areaTools(board, opens), [...listOfDrawn(board, opens), minimapTool()]].filter(
    (group) => group.length > 0,
  );
}

function drawingTools(board: MoreToolsBoard): MoreTool[] {
  const tools = Object.keys(ICONS).filter(isDrawingTool);
  return tools
    .filter((tool) => board.drawing()?.mayTake(tool) === true)
    .map((tool) => ({
      id: tool,
      icon: ICONS[tool],
      name: t(`drawing.${tool}`),
      key: KEYS[tool],
      isOn: board.tool() === tool,
      act: () => board.chooseTool(board.tool() === tool ? 'select' : tool),
    }));
}

function areaTools(board: MoreToolsBoard, opens: MoreOpens): MoreTool[] {
  if (!board.may.everything()) return [];
  return [{ id: 'area', icon: SquareDashed, name: t('board.newArea'), act: opens.area }];
}

function listOfDrawn(board: MoreToolsBoard, opens: MoreOpens): MoreTool[] {
  if (board.drawing() === undefined) return [];
  return [{ id: 'drawn', icon: ListTree, name: t('drawing.list'), act: opens.drawn }];
}

export function isDrawingTool(tool: string): tool is DrawingTool {
  return Object.hasOwn(ICONS, tool);
}
