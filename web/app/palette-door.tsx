import { ActionIcon } from '@mantine/core';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { commandKeyOf, isCommand, usePageKeys } from '../ui/keyboard';
import { lazily } from '../ui/lazily';

const Palette = lazily(async () => (await import('./palette')).Palette);

/** Opens the palette, by Ctrl/Cmd+K or by its button; it is loaded the first time. */
export function PaletteDoor() {
  const [asked, setAsked] = useState(0);
  const open = (): void => setAsked((before) => before + 1);
  usePageKeys((event) => {
    if (!isCommand(event) || event.shiftKey || commandKeyOf(event) !== 'k') return;
    event.preventDefault();
    open();
  });
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label="Find anything"
        aria-keyshortcuts="Control+K Meta+K"
        title="Find anything (Ctrl/⌘ K)"
        onClick={open}
      >
        <Search size={18} aria-hidden />
      </ActionIcon>
      {asked > 0 && <Palette asked={asked} />}
    </>
  );
}
