import { exactTime, time } from './format';

/** A time as people read it; with the seconds and the zone on hover. */
export function When({ iso }: { readonly iso: string }) {
  return (
    <time dateTime={iso} title={exactTime(iso)}>
      {time(iso)}
    </time>
  );
}
