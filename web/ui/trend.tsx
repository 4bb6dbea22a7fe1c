/** Hour by hour as small bars, oldest first; null is an hour of which nothing is known. */
export function Trend({ values, label }: { readonly values: readonly (number | null)[]; readonly label: string }) {
  const top = Math.max(...values.map((value) => value ?? 0), Number.MIN_VALUE);
  return (
    <svg
      viewBox={`0 0 ${values.length * 4} 24`}
      width="100%"
      height="24"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {values.map((value, index) => {
        const height = value === null ? 2 : Math.max(1, (24 * value) / top);
        return (
          <rect
            key={index}
            className={value === null ? 'trend-none' : 'trend-bar'}
            x={index * 4}
            y={24 - height}
            width="3"
            height={height}
          />
        );
      })}
    </svg>
  );
}
