import { Button, FileButton, Group, Text } from '@mantine/core';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';

type Props = {
  /** What the place is for, for those who do not see it. */
  readonly label: string;
  /** Stands before the button, and ends in "or". */
  readonly text: string;
  /** Endings and types of files, as in HTML. */
  readonly accept: string;
  readonly isBusy: boolean;
  readonly onFile: (file: File) => void;
  /** Below: what becomes of the file. */
  readonly children: ReactNode;
};

/** A place to drop a file on, or to choose one. The same file may be chosen again, mended. */
export function FileDrop({ label, text, accept, isBusy, onFile, children }: Props) {
  const [isOver, setOver] = useState(false);
  const reset = useRef<() => void>(null);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  const choose = (file: File | null): void => {
    if (file) onFile(file);
    reset.current?.();
  };
  return (
    <div
      className="drop"
      role="group"
      aria-label={label}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Group gap="sm" justify="center">
        <Text size="sm">{text}</Text>
        <FileButton accept={accept} resetRef={reset} onChange={choose}>
          {(props) => (
            <Button {...props} size="sm" variant="default" loading={isBusy}>
              Choose a file
            </Button>
          )}
        </FileButton>
      </Group>
      {children}
    </div>
  );
}
