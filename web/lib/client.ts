import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';

/** The header shows the server that the request comes from our own page. */
export const client = new ApolloClient({
  link: new HttpLink({ uri: '/graphql', credentials: 'same-origin', headers: { 'x-handrail-request': '1' } }),
  cache: new InMemoryCache({
    possibleTypes: { ClaimedReview: ['BlindReview', 'AssistedReview'] },
    typePolicies: {
      CaseStory: { keyFields: false },
      LevelSummary: { keyFields: false },
      QueueStatus: { keyFields: false },
    },
  }),
  defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network' } },
});
