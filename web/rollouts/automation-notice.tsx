import { shareText } from '@handrail/shared/words';
import { count } from '../ui/format';
import { Notice } from '../ui/notice';
import { UserText } from '../ui/user-text';

/** Cases that both machines were asked, and of how many of them either answer would be decided without a person. */
export type Automation = { readonly asked: number; readonly incumbent: number; readonly challenger: number };
type Props = Automation & {
  readonly names: { readonly incumbent: string; readonly challenger: string };
  /** Which cases, where they are not those of the rollout. */
  readonly of?: string;
};

/** Below this much of the incumbent’s share it is warned of. */
const FEWER = 0.9;

/** What putting the challenger in force does to people’s work: two machines seldom mean the same by a confidence of 0.95. */
export function AutomationNotice({ names, of = 'cases', asked, incumbent, challenger }: Props) {
  if (asked === 0) return null;
  const isFewer = challenger < incumbent * FEWER;
  return (
    <Notice tone={isFewer ? 'bad' : 'note'} title={isFewer ? 'More cases would go to people' : undefined}>
      Of {count(asked)} {of} that both were asked, <UserText text={names.incumbent} /> would decide{' '}
      {wholePercent(incumbent / asked)} without a person and <UserText text={names.challenger} />{' '}
      {wholePercent(challenger / asked)}, by the thresholds in force.
      {isFewer &&
        ' The challenger may mean something else by its confidence: choose the thresholds for it on the ladder page first.'}
    </Notice>
  );
}

function wholePercent(share: number): string {
  return shareText(share, { decimals: 0 });
}
