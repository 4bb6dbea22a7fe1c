import { List, Paper, Text } from '@mantine/core';
import type { DataDriftQuery } from '../lib/generated/graphql';
import { When } from '../ui/when';
import { figure } from './figure';
import { UserText } from '../ui/user-text';

type Props = { readonly texts: DataDriftQuery['dataDrift']['texts'] };

/** How well the texts of now can be told from those of the reference, field by field. */
export function TextPart({ texts }: Props) {
  if (texts.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label="Texts told apart">
      <Text fw={600} mb="xs">
        Texts told apart
      </Text>
      <List listStyleType="none" spacing={4}>
        {texts.map(({ part, auc, lower, upper, count, at, sentence }) => (
          <List.Item key={part}>
            <Text size="sm">
              <b>
                <UserText text={part} />
              </b>
              : <UserText text={sentence} />
            </Text>
            <Text size="xs" c="dimmed" className="figures">
              AUC {figure(auc)} ({figure(lower)}–{figure(upper)}), {count.toLocaleString('en')} texts of the last day
              compared with what is frozen, <When iso={at} />
            </Text>
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}
