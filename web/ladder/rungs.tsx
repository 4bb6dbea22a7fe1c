import { LEVELS, levelRank, type Level } from '@handrail/shared/ladder';
import { Badge, Text, UnstyledButton } from '@mantine/core';
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { LEVEL_WORDS } from '../ui/ladder-level';

type Props = {
  readonly level: Level;
  readonly inForce: Level;
  readonly isDisabled: boolean;
  readonly onMove: (level: Level) => void;
};

const TOP = LEVELS.length - 1;

/** The ladder: five rungs between two rails and one handle, to be dragged, clicked, or moved by the arrow keys. */
export function Rungs({ level, inForce, isDisabled, onMove }: Props) {
  const ladder = useRef<HTMLDivElement>(null);
  const rank = levelRank(level);
  const moveTo = (next: number): void => {
    const rung = LEVELS[Math.max(0, Math.min(TOP, next))];
    if (rung && !isDisabled) onMove(rung);
  };
  const keys = (event: KeyboardEvent): void => {
    const next = {
      ArrowUp: rank + 1,
      ArrowRight: rank + 1,
      PageUp: rank + 1,
      ArrowDown: rank - 1,
      ArrowLeft: rank - 1,
      PageDown: rank - 1,
      Home: 0,
      End: TOP,
    }[event.key];
    const digit = /^[1-5]$/.test(event.key) ? Number(event.key) - 1 : undefined;
    if (next === undefined && digit === undefined) return;
    event.preventDefault();
    moveTo(next ?? digit ?? rank);
  };
  const drag = (event: PointerEvent): void => {
    const box = ladder.current?.getBoundingClientRect();
    if (!box || event.buttons !== 1) return;
    moveTo(TOP - Math.floor(((event.clientY - box.top) / box.height) * LEVELS.length));
  };
  return (
    <div className="ladder" ref={ladder}>
      <div
        className="ladder-rails"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag(event);
        }}
        onPointerMove={drag}
      >
        {LEVELS.map((rung) => (
          <div key={rung} className="ladder-bar" data-rank={levelRank(rung)} data-below={levelRank(rung) <= rank} />
        ))}
        <div
          className="ladder-handle"
          data-rank={rank}
          role="slider"
          tabIndex={0}
          aria-label="Automation level"
          aria-orientation="vertical"
          aria-valuemin={1}
          aria-valuemax={LEVELS.length}
          aria-valuenow={rank + 1}
          aria-valuetext={`${LEVEL_WORDS[level].name}: ${LEVEL_WORDS[level].says}`}
          aria-disabled={isDisabled}
          onKeyDown={keys}
        />
      </div>
      {[...LEVELS].reverse().map((rung) => (
        <UnstyledButton
          key={rung}
          className="ladder-rung"
          // The handle is the way by keyboard; a second stop for each rung would only be in the way.
          tabIndex={-1}
          data-chosen={rung === level}
          disabled={isDisabled}
          onClick={() => onMove(rung)}
        >
          <Text fw={rung === level ? 600 : 500} size="sm" span>
            {LEVEL_WORDS[rung].name}
          </Text>
          {rung === inForce && (
            <Badge variant="default" size="sm" ml={8} tt="none">
              in force
            </Badge>
          )}
          <Text size="xs" c="dimmed">
            {LEVEL_WORDS[rung].says}
          </Text>
        </UnstyledButton>
      ))}
    </div>
  );
}
