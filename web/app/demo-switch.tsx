import { useMutation } from '@apollo/client/react';
import { Badge, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { ProjectDocument, SetDemoPausedDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';

/** Whether the demo's traffic runs; who may not switch it is told that it is a demo. */
export function DemoSwitch() {
  const project = useProject();
  const [setPaused] = useMutation(SetDemoPausedDocument, {
    refetchQueries: [ProjectDocument],
    onError: (error) => notifications.show({ color: 'red', title: 'That did not work', message: messageOf(error) }),
  });
  if (!can(project, 'demo:switch'))
    return (
      <Badge variant="default" title="Sample data; its traffic is made up of real mails">
        Demo
      </Badge>
    );
  return (
    <Switch
      aria-label="Demo traffic"
      label={<span className="wide-only">Demo traffic</span>}
      title={project.demoPaused ? 'Demo traffic is paused' : 'Demo traffic is on: a mail every few seconds'}
      checked={!project.demoPaused}
      onChange={({ currentTarget: { checked } }) =>
        void setPaused({ variables: { projectId: project.id, paused: !checked } })
      }
    />
  );
}
