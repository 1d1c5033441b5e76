import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';

interface SidePanelProps {
  readonly opened: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** In pixels. */
  readonly width?: number;
  /** While a question stands over the panel, Esc belongs to the question. */
  readonly isCovered?: boolean;
}

/** A panel over the list, from the right: where new things are made. Esc and the labelled cross close it. */
export function SidePanel({ opened, title, onClose, children, width = 480, isCovered = false }: SidePanelProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      closeOnEscape={!isCovered}
      closeOnClickOutside={!isCovered}
      title={title}
      position="right"
      size={width}
      padding="md"
      closeButtonProps={{ 'aria-label': `Close ${title}` }}
      styles={{ title: { fontWeight: 600, fontSize: 16 } }}
      returnFocus
    >
      {children}
    </Drawer>
  );
}
