import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { PolicyPreviewDocument, type PolicySettingsInput } from '../lib/generated/graphql';

/** How soon a preview is read again while a machine is being asked. */
const LOOK_AGAIN_MS = 1500;

/** What the draft would do; read again while machines are being asked about past cases. */
export function usePreview(projectId: string, settings: PolicySettingsInput, isMoved: boolean) {
  const preview = useQuery(PolicyPreviewDocument, {
    variables: { projectId, settings },
    skip: !isMoved,
    // What is known of the past grows while machines are asked.
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const isAsking = preview.data?.policyPreview.unheard.some(({ canBeAsked }) => canBeAsked) ?? false;
  const { startPolling, stopPolling } = preview;
  // Synchronises with the machines that are being asked, on the server.
  useEffect(() => {
    if (!isMoved || !isAsking) return;
    startPolling(LOOK_AGAIN_MS);
    return stopPolling;
  }, [isMoved, isAsking, startPolling, stopPolling]);
  return preview;
}
