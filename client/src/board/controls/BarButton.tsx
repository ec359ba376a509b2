// A button of a bar: an icon with a name, and the key that does the same.

import type { LucideIcon } from 'lucide-solid';
import { Dynamic } from 'solid-js/web';

interface BarButtonProps {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly key?: string;
  /** What a pointer that rests on it is told; else its name, and the key. */
  readonly title?: string;
  readonly class?: string;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  onPress(): void;
}

export function BarButton(props: BarButtonProps) {
  const named = () => (props.key === undefined ? props.name : `${props.name} (${props.key})`);
  return (
    <button
      type="button"
      class={props.class === undefined ? 'button button-icon' : `button button-icon ${props.class}`}
      aria-label={props.name}
      title={props.title ?? named()}
      aria-pressed={props.isPressed}
      aria-disabled={props.isDisabled}
      onClick={() => props.onPress()}
    >
      <Dynamic component={props.icon} size={20} aria-hidden="true" />
    </button>
  );
}
