import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './start.module.css';

interface StartLayoutProps {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

/** The quiet page on which everything before the frame happens. */
export function StartLayout({ title, text, children, wide = false }: StartLayoutProps) {
  return (
    <main className={classes.page}>
      <div className={classes.sheet} data-wide={wide || undefined}>
        <div className={classes.name}>Annex</div>
        <Stack gap="md">
          <div>
            <Title order={1}>{title}</Title>
            {text !== undefined && (
              <Text c="dimmed" mt={4}>
                {text}
              </Text>
            )}
          </div>
          {children}
        </Stack>
      </div>
    </main>
  );
}
