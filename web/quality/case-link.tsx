import { own } from '@handrail/shared/schema';
import type { QualityReport } from '@handrail/shared/datasets';
import { Anchor } from '@mantine/core';
import { Link } from '../lib/router';
import { useProject } from '../lib/session';

type Props = { readonly id: string; readonly summaries: QualityReport['summaries'] };

/** A case by its first words; leads to its whole story. */
export function CaseLink({ id, summaries }: Props) {
  const { slug } = useProject();
  return (
    <Anchor component={Link} to={`/p/${slug}/decisions`} search={{ case: id }} size="sm" lineClamp={2}>
      {own(summaries, id) ?? id}
    </Anchor>
  );
}
