// A button of a bar: an icon with a name, and the key that does the same.

import type { LucideIcon } from 'lucide-solid';
import { Dynamic } from 'solid-js/web';

interface BarButtonProps {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly key?: string;
  onPress(): void;
}

export function BarButton(props: BarButtonProps) {
  return (
    <button
      type="button"
      class="button button-icon"
      aria-label={props.name}
      title={props.key === undefined ? props.name : `${props.name} (${props.key})`}
      onClick={() => props.onPress()}
    >
      <Dynamic component={props.icon} size={20} aria-hidden="true" />
    </button>
  );
}
