/**
 * SQL for whether two answers count as the same one, as `agrees` of shared/schema has it; `project` is an expression for
 * the project's id. Null where either is missing. Past answers are compared by the tolerance that stands now.
 */
export function agree(one: string, other: string, project: string): string {
  return `answers_agree((select output_schema->'tolerance' from project where id = ${project}), ${one}, ${other})`;
}
