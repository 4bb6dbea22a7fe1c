import { useMutation } from '@apollo/client/react';
import { Button, Container, Group, Paper, Stack, Stepper, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link, useNavigate } from '../lib/router';
import { useState, type FormEvent } from 'react';
import { ProjectsDocument, SetUpProjectDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { AnswerStep } from './answer-step';
import { CaseStep } from './case-step';
import { PeopleStep } from './people-step';
import type { SampleFile } from './read-file';
import { SampleStep } from './sample-step';
import { SummaryStep } from './summary-step';
import { useWizard } from './use-wizard';
import { exampleOf } from './wizard-draft';
import { setUpInputOf, STEPS } from './wizard-input';

/** Makes a project in five steps; what was typed stays in this tab until it is made. */
export function WizardPage() {
  const navigate = useNavigate();
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const { draft, step, limit, problems, change, replace, goTo, forget } = useWizard();
  const [file, setFile] = useState<SampleFile | null>(null);
  const [isShown, setShown] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [setUp, { loading }] = useMutation(SetUpProjectDocument, { refetchQueries: [ProjectsDocument] });
  const create = async (): Promise<void> => {
    setProblem(null);
    try {
      const { data } = await setUp({ variables: { input: setUpInputOf(draft) } });
      if (!data) return;
      const { slug } = data.setUpProject;
      const example = exampleOf(draft);
      if (example) sessionStorage.setItem(`handrail-example-${slug}`, JSON.stringify(example));
      forget();
      await navigate({ to: '/p/$slug/start', params: { slug } });
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const goOn = (event: FormEvent): void => {
    event.preventDefault();
    setShown(problems.length > 0);
    if (problems.length > 0) return;
    if (step < STEPS.length) goTo(step + 1);
    else void create();
  };
  return (
    <Container size={step === 2 ? 'lg' : 'md'} py="xl" component="main">
      <Page
        title="New project"
        actions={
          <Text size="sm">{`Step ${step} of ${STEPS.length}${isNarrow ? `: ${STEPS[step - 1] ?? ''}` : ''}`}</Text>
        }
      >
        {!isNarrow && (
          <Stepper
            active={step - 1}
            onStepClick={(index) => {
              setShown(false);
              goTo(index + 1);
            }}
            size="xs"
            iconSize={28}
            aria-label="Steps"
          >
            {STEPS.map((name, index) => (
              <Stepper.Step key={name} label={name} allowStepSelect={index < limit} />
            ))}
          </Stepper>
        )}
        <Paper withBorder p={{ base: 'md', sm: 'lg' }} component="form" noValidate onSubmit={goOn}>
          <Stack gap="lg">
            {step === 1 && <CaseStep draft={draft} onChange={change} />}
            {step === 2 && (
              <SampleStep draft={draft} file={file} onFile={setFile} onChange={change} onReplace={replace} />
            )}
            {step === 3 && <AnswerStep draft={draft} onChange={change} onReplace={replace} />}
            {step === 4 && <PeopleStep draft={draft} onChange={change} />}
            {step === 5 && <SummaryStep draft={draft} />}
            {isShown && problems.length > 0 && (
              <Notice tone="bad" title="Before you go on">
                {problems.join(' ')}
              </Notice>
            )}
            {problem && <Notice tone="bad">{problem} What you typed is kept.</Notice>}
            <Group gap="xs">
              <Button type="submit" loading={loading}>
                {step === STEPS.length ? 'Create project' : 'Go on'}
              </Button>
              {step > 1 && (
                <Button variant="default" onClick={() => goTo(step - 1)}>
                  Back
                </Button>
              )}
              <Button variant="subtle" component={Link} to="/" onClick={() => forget()}>
                Cancel
              </Button>
            </Group>
          </Stack>
        </Paper>
      </Page>
    </Container>
  );
}
