// The place in the page that something left: what it was in, what stands there now, and what is beside it.

export interface PlaceLeft {
  /** The innermost ancestor that is still in the page. */
  readonly parent: Element;
  /** What was added to it in the same changes, in order. */
  readonly addedThere: readonly Element[];
  readonly before: Node | null;
  readonly after: Node | null;
}

/** Works the place out from the path to what went away, innermost first, and the changes in which it went. */
export function placeLeft(path: readonly Element[], changes: readonly MutationRecord[]): PlaceLeft | null {
  const parent = path.find((one, index) => index > 0 && one.isConnected);
  if (parent === undefined) return null;
  const inside = path[path.indexOf(parent) - 1];
  const here = changes.filter(({ target }) => target === parent);
  const addedThere = here
    .flatMap(({ addedNodes }) => [...addedNodes])
    .filter(
      (node): node is Element => node instanceof Element && node.parentNode === parent && node !== inside,
    );
  // It is still there, and hidden or switched off.
  if (inside?.parentNode === parent) {
    return { parent, addedThere, before: inside.previousSibling, after: inside.nextSibling };
  }
  const removal = here.findLast(({ removedNodes }) => [...removedNodes].some((node) => node === inside));
  return {
    parent,
    addedThere: [...new Set(addedThere)].sort(inOrder),
    before: stillIn(parent, removal?.previousSibling ?? null),
    after: stillIn(parent, removal?.nextSibling ?? null),
  };
}

function stillIn(parent: Element, node: Node | null): Node | null {
  return node?.parentNode === parent ? node : null;
}

function inOrder(one: Element, other: Element): number {
  return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) === 0 ? 1 : -1;
}
