import { useMutation, useQuery } from '@apollo/client/react';
import type { QualityReport } from '@handrail/shared/datasets';
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { Link, useParams } from '../lib/router';
import {
  CheckDatasetQualityDocument,
  DatasetQualityDocument,
  type QualityPartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { count, percent } from '../ui/format';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { Conflicts } from './conflicts';
import { Doubted } from './doubted';
import { Holes } from './holes';
import { Reviewers } from './reviewers';
import { UserText } from '../ui/user-text';

/** What may be wrong in a version's labels, and where more would teach most. */
export function QualityPage() {
  const project = useProject();
  const number = Number(useParams().number);
  const variables = { projectId: project.id, number };
  const { data, error, refetch } = useQuery(DatasetQualityDocument, { variables, fetchPolicy: 'cache-and-network' });
  // Reviews that are opened or answered change what is told of their cases.
  useReadAgain(['datasetsMark', 'queueMark'], () => refetch());
  const [check, checking] = useMutation(CheckDatasetQualityDocument, { refetchQueries: [DatasetQualityDocument] });
  const quality = data?.datasetQuality;
  const start = (
    <Button
      variant={quality ? 'default' : 'filled'}
      loading={checking.loading || quality?.state === 'RUNNING'}
      onClick={() => void check({ variables })}
    >
      {quality ? 'Look again' : 'Look for what is wrong'}
    </Button>
  );
  return (
    <Page title={`Quality of dataset ${number}`} of={project.name} actions={quality && start}>
      <Text size="sm">
        <Anchor component={Link} to={`/p/${project.slug}/datasets/${number}`} size="sm" underline="always">
          Dataset {number}
        </Anchor>
        : every label is judged by a model that never saw it.
      </Text>
      {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {checking.error && <Failed message={messageOf(checking.error)} />}
      {!data && !error && <Loading lines={8} />}
      {data && !quality && (
        <Empty title="Nobody has looked yet">
          Finds labels that are likely wrong, cases that are hard to tell, equal cases with different labels, and where
          more labels would teach most. {start}
        </Empty>
      )}
      {quality && <Found quality={quality} />}
    </Page>
  );
}

function Found({ quality }: { readonly quality: QualityPartsFragment }) {
  // Made by the server, of the same build.
  const report = quality.report as QualityReport | null;
  return (
    <Stack gap="lg">
      {quality.state === 'FAILED' && (
        <Notice tone="note" title="It could not be looked at">
          {quality.failure != null && <UserText text={quality.failure} />}
        </Notice>
      )}
      {quality.state === 'RUNNING' && (
        <Text size="sm" role="status">
          Looking: {quality.detail ?? 'waiting for its turn'} …
        </Text>
      )}
      {report && (
        <>
          <Text size="sm">
            {count(report.checked)} labels were looked at, {count(report.leftOut)} left out; the {report.learner} model
            agrees with {percent(report.agreed)} of them. Asked for by {quality.askedBy}, <When iso={quality.askedAt} />
            .
          </Text>
          <Doubted
            title="Likely label errors"
            says={
              report.logLoss === null
                ? 'The number is more than five times as far from the model’s as is usual for such cases. The model may be wrong: ask people.'
                : 'The model is as sure of another label as it is of that label’s own cases. It may be wrong: ask people.'
            }
            none="No label is doubted."
            found={report.errors}
            summaries={report.summaries}
          />
          {report.logLoss !== null && (
            <Doubted
              title="Ambiguous cases"
              says="The model’s first two answers are close: guidelines may say too little about such cases."
              none="No case is close."
              found={report.ambiguous}
              summaries={report.summaries}
            />
          )}
          <Conflicts report={report} />
          {report.logLoss !== null && <Holes report={report} />}
          <Reviewers report={report} />
        </>
      )}
    </Stack>
  );
}
