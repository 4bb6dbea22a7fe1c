import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  HttpLink,
  InMemoryCache,
  makeVar,
  Observable,
} from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { getMainDefinition } from '@apollo/client/utilities';
import { Kind, OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { POSSIBLE_TYPES } from './generated/graphql';
import { noteUnreachable } from './in-place';
import { hasUnreadable, isSignedOut, UnreadableNumber } from './problem';

/** True from the moment at which the server no longer knows who this is until they have signed in again. */
export const sessionEnded = makeVar(false);

/** The header shows the server that the request comes from our own page. */
const requests = new HttpLink({ uri: '/graphql', credentials: 'same-origin', headers: { 'x-handrail-request': '1' } });

/** Opened with the first subscription; comes back by itself, sooner at first, then every half minute. */
const socket = createClient({
  url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  retryAttempts: Infinity,
  shouldRetry: () => true,
  retryWait: (attempt) =>
    new Promise((wake) => setTimeout(wake, Math.min(30_000, 500 * 2 ** attempt) * (0.75 + Math.random() / 2))),
  keepAlive: 20_000,
});

/** Opens the subscriptions' connection anew, as whoever is signed in now. */
export function reconnect(): void {
  socket.terminate();
}

const noticeErrors = new ErrorLink(({ error }) => {
  if (!CombinedGraphQLErrors.is(error)) noteUnreachable(error);
  else if (isSignedOut(error)) sessionEnded(true);
});

/** Else a form that does not look at its numbers would send null for what cannot be read: "no limit", where one was typed. */
const refuseUnreadable = new ApolloLink((operation, forward) =>
  hasUnreadable(operation.variables)
    ? new Observable((observer) => observer.error(new UnreadableNumber()))
    : forward(operation),
);

export const client = new ApolloClient({
  link: ApolloLink.from([
    refuseUnreadable,
    noticeErrors,
    ApolloLink.split(
      ({ query }) => {
        const definition = getMainDefinition(query);
        return definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION;
      },
      new GraphQLWsLink(socket),
      requests,
    ),
  ]),
  cache: new InMemoryCache({
    possibleTypes: POSSIBLE_TYPES,
    typePolicies: {
      CaseStory: { keyFields: false },
      LevelSummary: { keyFields: false },
      QueueStatus: { keyFields: false },
    },
  }),
  defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network' } },
});
