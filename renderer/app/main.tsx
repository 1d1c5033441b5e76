import '@fontsource-variable/inter/index.css';
import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './annex.css';
import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { ErrorBoundary } from './error-boundary.tsx';
import { followChanges } from './follow-changes.ts';
import { followMachine } from './follow-machine.ts';
import { queryClient } from './query-client.ts';
import { Root } from './root.tsx';
import { resolveVariables, theme } from './theme.ts';

const place = document.getElementById('root');
if (place === null) throw new Error('The page has no place for Annex.');

createRoot(place).render(
  <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
    <DatesProvider settings={{ firstDayOfWeek: 0 }}>
      <QueryClientProvider client={queryClient}>
        <Router hook={useHashLocation}>
          <ModalsProvider>
            <Notifications position="bottom-right" transitionDuration={120} limit={4} />
            <ErrorBoundary>
              <Root />
            </ErrorBoundary>
          </ModalsProvider>
        </Router>
      </QueryClientProvider>
    </DatesProvider>
  </MantineProvider>,
);
void followChanges(queryClient, new AbortController().signal);
void followMachine(queryClient, new AbortController().signal);
