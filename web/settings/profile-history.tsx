import { Stack, Text, Title } from '@mantine/core';
import type { ProfilePartsFragment } from '../lib/generated/graphql';
import { When } from '../ui/when';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

const FIELDS = [
  ['serving', 'answers'],
  ['place', 'runs in'],
  ['casesPerSecond', 'cases a second'],
  ['memoryMb', 'memory (MB)'],
  ['cpuCores', 'cores'],
  ['logged', 'logged'],
  ['personalDataDays', 'days of personal data'],
] as const;

/** Who declared what, when and why; newest first. */
export function ProfileHistory({ profiles }: { readonly profiles: readonly ProfilePartsFragment[] }) {
  return (
    <section aria-labelledby="profile-history">
      <Title order={2} size="h5" mb="xs" id="profile-history">
        History
      </Title>
      {profiles[0]?.version === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing was declared yet; what stands above is the default.
        </Text>
      ) : (
        <ol className="timeline">
          {profiles.map((profile, index) => (
            <li key={profile.id}>
              <Stack gap={2}>
                <Text size="sm">
                  <strong>{profile.version}</strong> · {changesOf(profile, profiles[index + 1])}
                  {profile.reason === '' ? '' : ` · ${isolated(profile.reason)}`}
                </Text>
                <Text size="xs" c="dimmed">
                  {profile.createdBy != null && <UserText text={profile.createdBy} />},{' '}
                  {profile.createdAt && <When iso={profile.createdAt} />}
                </Text>
              </Stack>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function changesOf(profile: ProfilePartsFragment, before: ProfilePartsFragment | undefined): string {
  const say = (value: string | number | null): string => (value === null ? 'none' : String(value).toLowerCase());
  const changes = FIELDS.filter(([field]) => (before ? before[field] !== profile[field] : profile[field] !== null)).map(
    ([field, name]) =>
      before ? `${name}: ${say(before[field])} → ${say(profile[field])}` : `${name}: ${say(profile[field])}`,
  );
  return changes.length === 0 ? 'as before' : changes.join(', ');
}
