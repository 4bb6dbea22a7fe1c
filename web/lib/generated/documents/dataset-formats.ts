// Written by tools/codegen.mjs; do not edit.
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import type { DatasetFormatsQuery, DatasetFormatsQueryVariables } from '../types';

export const DatasetFormatsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DatasetFormats"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"datasetFormats"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"extension"}},{"kind":"Field","name":{"kind":"Name","value":"compressions"}}]}}]}}]} as unknown as DocumentNode<DatasetFormatsQuery, DatasetFormatsQueryVariables>;
