import type { FlatRow } from '@handrail/shared/datasets';

/**
 * Reads a stored line without reading its nested columns, whose JSON flat formats hold as it is.
 *
 * They are found by what stands around them: the columns of a line have a fixed order, what is between the nested ones is
 * scalars, and within JSON's strings every quote has a backslash before it. So the first match after the column before is
 * the column itself; only `metadata` holds what callers chose, and it is the last.
 */
export function toFlatRow(line: string): FlatRow {
  const labels = line.indexOf(',"labels":[') + ',"labels":'.length;
  const afterLabels = line.indexOf('],"agreement":', labels) + 1;
  const predictions = line.indexOf(',"predictions":[', afterLabels) + ',"predictions":'.length;
  const afterPredictions = line.indexOf('],"suggestion_shown":', predictions) + 1;
  const metadata = line.indexOf(',"metadata":', afterPredictions) + ',"metadata":'.length;
  const rest =
    line.slice(0, labels) +
    '""' +
    line.slice(afterLabels, predictions) +
    '""' +
    line.slice(afterPredictions, metadata) +
    'null}';
  // Made by toLine, with the nested columns left out.
  const row = JSON.parse(rest) as { -readonly [Name in keyof FlatRow]: FlatRow[Name] };
  row.labels = line.slice(labels, afterLabels);
  row.predictions = line.slice(predictions, afterPredictions);
  const text = line.slice(metadata, -1);
  row.metadata = text === 'null' ? null : text;
  return row;
}
