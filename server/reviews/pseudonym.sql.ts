/** The code of a person in a project. */
export function pseudonymOf(project: string, person: string): string {
  return `'R-' || left(encode(sha256((${project}::text || ${person}::text)::bytea), 'hex'), 8)`;
}

/**
 * Who gave the label `l`, as a code: the same for a person in every export of a project, another in each project. What was
 * imported has the code of whoever the file named, or of the file.
 */
export const PSEUDONYM = `case when l.person_id is null
    then 'I-' || left(encode(sha256(convert_to(l.project_id::text || coalesce(l.annotator, l.import_id::text), 'utf8')), 'hex'), 8)
    else ${pseudonymOf('l.project_id', 'l.person_id')} end`;
