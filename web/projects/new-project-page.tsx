import { useMutation } from '@apollo/client/react';
import { Button, Container, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { CreateProjectDocument, ProjectsDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { AnswerRows } from './answer-rows';
import { FieldRows } from './field-rows';
import { inputOf, slugOf, START, type Draft } from './new-project-form';

/** Makes a project: what a case holds, and what can be answered. */
export function NewProjectPage() {
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>(START);
  const [isSlugOwn, setSlugOwn] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [create, { loading }] = useMutation(CreateProjectDocument, { refetchQueries: [ProjectsDocument] });
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setProblem(null);
    try {
      const { data } = await create({ variables: { input: inputOf(draft) } });
      if (data) await navigate({ to: '/p/$slug', params: { slug: data.createProject.slug } });
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Container size="sm" py="xl" component="main">
      <Page title="New project">
        <Text c="dimmed">One kind of decision. It starts at Human only; you climb when the numbers say so.</Text>
        <Paper withBorder p="lg" component="form" onSubmit={(event: FormEvent) => void submit(event)}>
          <Stack>
            <TextInput
              label="Name"
              required
              withAsterisk={false}
              autoFocus
              value={draft.name}
              onChange={({ currentTarget: { value: name } }) =>
                change(isSlugOwn ? { name } : { name, slug: slugOf(name) })
              }
            />
            <TextInput
              label="Short name in addresses"
              description="Lower-case letters, digits and -"
              required
              withAsterisk={false}
              value={draft.slug}
              onChange={({ currentTarget: { value: slug } }) => {
                setSlugOwn(true);
                change({ slug });
              }}
            />
            <Title order={2} size="h5">
              A case
            </Title>
            <FieldRows fields={draft.fields} onChange={(fields) => change({ fields })} />
            <Title order={2} size="h5">
              An answer
            </Title>
            <AnswerRows draft={draft} onChange={change} />
            {problem && <Notice tone="bad">{problem}</Notice>}
            <Group>
              <Button type="submit" loading={loading}>
                Create project
              </Button>
              <Button variant="subtle" component={Link} to="/">
                Leave it
              </Button>
            </Group>
          </Stack>
        </Paper>
      </Page>
    </Container>
  );
}
