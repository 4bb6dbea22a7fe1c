import type { ApiScope } from '../lib/generated/graphql';

/** What a key can be allowed, in the words of who gives it. */
export const SCOPES: readonly { readonly value: ApiScope; readonly says: string }[] = [
  { value: 'DECISIONS_WRITE', says: 'Send cases' },
  { value: 'DECISIONS_READ', says: 'Read decisions' },
  { value: 'LABELS_READ', says: 'Download labels' },
  { value: 'LABELS_WRITE', says: 'Import labelled data' },
  { value: 'PERSONAL_READ', says: 'With it: personal fields as they are' },
  { value: 'DECIDERS_WRITE', says: 'Register model versions' },
  { value: 'DECIDERS_TRAIN', says: 'Train models' },
  { value: 'PROFILE_WRITE', says: 'Declare the deployment profile' },
  { value: 'STORAGE_WRITE', says: 'Say where datasets are pushed to' },
];
