// A whole number of at least 1, or nothing where that is allowed; what is neither keeps the form from being sent.

import './fields.css';
import { createUniqueId } from 'solid-js';
import { wholeNumber } from './plan_edits';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | null;
  readonly max: number;
  /** What to say of anything else. */
  readonly wrong: string;
  /** Whether it may be left empty. */
  readonly optional?: boolean;
  onChange(value: number | null): void;
}

export function NumberField(props: NumberFieldProps) {
  const id = createUniqueId();
  return (
    <div class="facilitate-number">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        class="field"
        inputmode="numeric"
        autocomplete="off"
        required={!props.optional}
        value={props.value ?? ''}
        onInput={({ currentTarget: field }) => {
          const number = wholeNumber(field.value, props.max);
          const isEmpty = props.optional === true && field.value.trim() === '';
          field.setCustomValidity(number === null && !isEmpty ? props.wrong : '');
          if (number !== null || isEmpty) props.onChange(number);
        }}
      />
    </div>
  );
}
