import { ActionIcon, Anchor, Group, Kbd, Text } from '@mantine/core';
import { Minus, Plus } from 'lucide-react';
import { createContext, useContext, useRef, useState } from 'react';
import { commandKeyOf, isModified, isTypingTarget, usePageKeys } from './keyboard';
import { isolated } from './visible-text';

type Props = { readonly src: string; readonly name: string };

const ZOOMS = [1, 1.5, 2, 3, 4, 6] as const;
/** Keys that the page needs for something else, such as “-” where a number is typed. */
export const TakenKeys = createContext('');

/**
 * A picture that fits, and can be made larger by button or key; then it is moved by scrolling. It has its place before
 * it is there, and says that it is on its way.
 */
export function Picture({ src, name }: Props) {
  const [step, setStep] = useState(0);
  const [state, setState] = useState<'loading' | 'there' | 'broken'>('loading');
  const smallerKey = useContext(TakenKeys).includes('-') ? '_' : '-';
  const zoom = (by: number): void => setStep((before) => Math.max(0, Math.min(ZOOMS.length - 1, before + by)));
  usePageKeys((event) => {
    if (isTypingTarget(event.target) || isModified(event)) return;
    if (event.key === '+' || event.key === '=') zoom(1);
    if (event.key === smallerKey) zoom(-1);
  });
  if (state === 'broken') return <Broken src={src} what="picture" />;
  const factor = ZOOMS[step] ?? 1;
  return (
    <div>
      <div
        className={state === 'loading' ? 'picture picture-place hatched' : 'picture'}
        tabIndex={0}
        role="region"
        aria-label={`${isolated(name)}, ${factor} times`}
        aria-busy={state === 'loading'}
        data-media={state}
      >
        {state === 'loading' && (
          <Text size="sm" role="status">
            The picture is loading …
          </Text>
        )}
        <img
          src={src}
          alt={isolated(name)}
          className={step === 0 ? 'picture-fits' : 'picture-large'}
          width={`${100 * factor}%`}
          {...(state === 'there' && { 'data-there': true })}
          onLoad={() => setState('there')}
          onError={() => setState('broken')}
        />
      </div>
      <Group gap="xs" mt={6}>
        <ActionIcon variant="default" size="lg" aria-label="Smaller" disabled={step === 0} onClick={() => zoom(-1)}>
          <Minus size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="Larger"
          disabled={step === ZOOMS.length - 1}
          onClick={() => zoom(1)}
        >
          <Plus size={16} aria-hidden />
        </ActionIcon>
        <Text size="xs" c="dimmed">
          {factor === 1 ? 'fits' : `${factor} ×`} · <Kbd size="xs">+</Kbd> <Kbd size="xs">{smallerKey}</Kbd>
        </Text>
      </Group>
    </div>
  );
}

/** A sound with its controls; `p` plays and pauses it from anywhere on the page. */
export function Sound({ src, name }: Props) {
  const audio = useRef<HTMLAudioElement>(null);
  const [isBroken, setBroken] = useState(false);
  usePageKeys((event) => {
    if (commandKeyOf(event) !== 'p' || isTypingTarget(event.target) || isModified(event)) return;
    const player = audio.current;
    if (!player) return;
    if (!player.paused) return player.pause();
    player.play().catch((error: unknown) => {
      // Paused before it began.
      if (!(error instanceof DOMException && error.name === 'AbortError')) setBroken(true);
    });
  });
  if (isBroken) return <Broken src={src} what="sound" />;
  return (
    <Group gap="sm">
      <audio
        ref={audio}
        controls
        preload="auto"
        src={src}
        aria-label={isolated(name)}
        className="sound"
        onError={() => setBroken(true)}
      />
      <Text size="xs" c="dimmed">
        <Kbd size="xs">p</Kbd> plays and pauses
      </Text>
    </Group>
  );
}

function Broken({ src, what }: { readonly src: string; readonly what: string }) {
  return (
    <div className="hatched broken">
      <Text size="sm">
        The {what} cannot be loaded from{' '}
        <Anchor href={src} target="_blank" rel="noreferrer">
          {src}
        </Anchor>
        . Skip the case if you need it to decide.
      </Text>
    </div>
  );
}

/** Has the browser load what will be looked at next. */
export function Prefetch({ pictures, sounds }: { readonly pictures: string[]; readonly sounds: string[] }) {
  return (
    <div hidden>
      {pictures.map((src) => (
        <img key={src} src={src} alt="" />
      ))}
      {sounds.map((src) => (
        <audio key={src} src={src} preload="auto" />
      ))}
    </div>
  );
}
