import { Anchor, Text } from '@mantine/core';
import { Link } from '../lib/router';
import type { PolicyPartsFragment } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { rateText } from '../ui/format';
import { UserText } from '../ui/user-text';

/** Which machine the slider moves, and what is beside it. */
export function MachineOnDuty({ policy }: { readonly policy: PolicyPartsFragment }) {
  const { incumbent } = policy.settings;
  const { rollout, shadows } = policy;
  return (
    <Text size="sm" component="div">
      {incumbent === null ? (
        <>
          No model is in force: the machine is whichever prediction comes with a case.
          {shadows.length > 0 && ' What is in shadow decides nothing. '}
        </>
      ) : (
        <>
          The slider moves <Machine reference={incumbent} />.
        </>
      )}{' '}
      {shadows.length > 0 && (
        <>
          In shadow:{' '}
          {shadows.map((reference, index) => (
            <span key={reference}>
              {index > 0 && ', '}
              <Machine reference={reference} />
            </span>
          ))}
          .{' '}
        </>
      )}
      {rollout && (
        <>
          A rollout gives <Machine reference={rollout.challenger} /> {rateText(rollout.share)} of the cases.
        </>
      )}
    </Text>
  );
}

function Machine({ reference }: { readonly reference: string }) {
  const { slug } = useProject();
  const name = reference.slice(0, reference.lastIndexOf('@'));
  return (
    <Anchor component={Link} to={`/p/${slug}/deciders/${encodeURIComponent(name)}`} size="sm" fw={600}>
      <UserText text={reference} />
    </Anchor>
  );
}
