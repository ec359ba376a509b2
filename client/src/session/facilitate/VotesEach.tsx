// How many votes a person has, and how many of them one may get. Left empty, picnic works it out.

import './phase_editor.css';
import { t } from '../../i18n';
import { NumberField } from './NumberField';
import { VOTES_MAX } from './plan_edits';

export interface VotesPerPerson {
  readonly budget: number | null;
  readonly perItemMax: number | null;
}

export function VotesEach(props: { votes: VotesPerPerson; onChange(votes: VotesPerPerson): void }) {
  const wrong = () => t('planning.badVotes', { max: VOTES_MAX });
  return (
    <div class="plan-votes">
      <NumberField
        label={t('planning.budget')}
        value={props.votes.budget}
        max={VOTES_MAX}
        wrong={wrong()}
        optional
        onChange={(budget) => props.onChange({ ...props.votes, budget })}
      />
      <NumberField
        label={t('planning.perItemMax')}
        value={props.votes.perItemMax}
        max={VOTES_MAX}
        wrong={wrong()}
        optional
        onChange={(perItemMax) => props.onChange({ ...props.votes, perItemMax })}
      />
      <p class="facilitate-muted">{t('planning.byNumber')}</p>
    </div>
  );
}
