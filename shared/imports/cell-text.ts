/** A cell as text, without spaces around it: what is nested as JSON, nothing as nothing. */
export function cellText(cell: unknown): string {
  if (typeof cell === 'string') return cell.trim();
  if (typeof cell === 'number' || typeof cell === 'boolean' || typeof cell === 'bigint') return String(cell);
  return cell === undefined || cell === null ? '' : JSON.stringify(cell);
}
