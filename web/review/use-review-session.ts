import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { keepWhenAsked } from '../lib/kept-work';
import { useReadAgain } from '../lib/pulse';
import { useSession } from '../lib/session';
import { keepSession, keptSession } from './kept-session';
import { ReviewSession } from './review-session';
import { farewell, newName, sessionRequests } from './session-requests';
import { currentOf } from './session-state';

export type { Review } from './session-types';

const TAB_KEY = 'handrail.tab';
const KEEP_AFTER_MS = 300;

/** The session of this page: what is held, what is on screen, what was done, and what can be done. */
export function useReviewSession(projectId: string) {
  const client = useApolloClient();
  const { me } = useSession();
  const [{ session, place, onScreen }] = useState(() => {
    const tab = { personId: me?.id ?? '', projectId, tabId: newName() };
    const previous = previousTab(tab.tabId);
    const kept = keptSession(tab, previous.tabId, Date.now());
    const insteadOf = previous.isThisOne ? previous.tabId : null;
    const ports = sessionRequests(client, { projectId, tabId: tab.tabId, insteadOf });
    return { place: tab, onScreen: kept.onScreen, session: new ReviewSession(ports, kept.state) };
  });
  const state = useSyncExternalStore(session.subscribe, session.state);
  // Synchronises with the server's queue, as long as the page is open.
  useEffect(() => {
    session.start(onScreen);
    return session.leave;
  }, [session, onScreen]);
  // Synchronises with the browser: its connection, its storage, and whether the page is there.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = (): void => {
      clearTimeout(timer);
      timer = undefined;
      keepSession(place, session.state(), Date.now());
    };
    const keepSoon = (): void => void (timer ??= setTimeout(keep, KEEP_AFTER_MS));
    const hide = (): void => {
      keep();
      farewell(place, session.state().outbox);
    };
    const show = ({ persisted }: PageTransitionEvent): void => {
      if (persisted) session.start(currentOf(session.state())?.id);
    };
    const stop = session.subscribe(keepSoon);
    const stopKeeping = keepWhenAsked(keep);
    const listeners = {
      online: session.tryNow,
      offline: session.cutOff,
      pagehide: hide,
      pageshow: show,
      input: keepSoon,
    };
    for (const [event, listener] of Object.entries(listeners))
      window.addEventListener(event, listener as EventListener);
    return () => {
      keep();
      stop();
      stopKeeping();
      for (const [event, listener] of Object.entries(listeners))
        window.removeEventListener(event, listener as EventListener);
    };
  }, [session, place]);
  useReadAgain('queueMark', session.moved);
  return { ...state, current: currentOf(state), session };
}

export type ReviewingSession = ReturnType<typeof useReviewSession>;

/** The page that this tab had before. `isThisOne`: it was loaded anew, so what it held is this page's. */
function previousTab(tabId: string): { tabId: string | null; isThisOne: boolean } {
  try {
    const before = sessionStorage.getItem(TAB_KEY);
    sessionStorage.setItem(TAB_KEY, tabId);
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return { tabId: before, isThisOne: navigation?.type === 'reload' };
  } catch {
    // Storage is switched off: then there is nothing of an earlier page.
    return { tabId: null, isThisOne: false };
  }
}
