// The page goes away, perhaps to come back: others are told, and nothing that is kept nowhere is left without a question.

export interface Leaving {
  /** The page is hidden for good, or until it is taken out of the browser's memory again. */
  hide(): void;
  show(): void;
  /** Something is kept nowhere but in this page. */
  wouldLose(): boolean;
}

/** Listens until the returned function is called. */
export function listenToLeaving({ hide, show, wouldLose }: Leaving): () => void {
  const shown = ({ persisted }: PageTransitionEvent) => {
    if (persisted) show();
  };
  const asked = (event: BeforeUnloadEvent) => {
    if (wouldLose()) event.preventDefault();
  };
  addEventListener('pagehide', hide);
  addEventListener('pageshow', shown);
  addEventListener('beforeunload', asked);
  return () => {
    removeEventListener('pagehide', hide);
    removeEventListener('pageshow', shown);
    removeEventListener('beforeunload', asked);
  };
}
