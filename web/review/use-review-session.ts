import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useReadAgain } from '../lib/pulse';
import { ReviewSession } from './review-session';
import { newName, sessionRequests } from './session-requests';
import { currentOf } from './session-state';

export type { Review } from './session-state';

/** The session of this page: what is held, what is on screen, what was done, and what can be done. */
export function useReviewSession(projectId: string) {
  const client = useApolloClient();
  const [session] = useState(
    () => new ReviewSession(sessionRequests(client, { projectId, tabId: newName(), insteadOf: null })),
  );
  const state = useSyncExternalStore(session.subscribe, session.state);
  // Synchronises with the server's queue, as long as the page is open.
  useEffect(() => {
    session.start();
    return session.leave;
  }, [session]);
  // Synchronises with the browser's connection.
  useEffect(() => {
    window.addEventListener('online', session.tryNow);
    window.addEventListener('offline', session.cutOff);
    return () => {
      window.removeEventListener('online', session.tryNow);
      window.removeEventListener('offline', session.cutOff);
    };
  }, [session]);
  useReadAgain('queueMark', session.moved);
  return { ...state, current: currentOf(state), session };
}

export type ReviewingSession = ReturnType<typeof useReviewSession>;
