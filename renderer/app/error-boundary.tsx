import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** Another value tries again: the place that is open. */
  readonly place?: string;
}

interface ErrorBoundaryState {
  readonly hasFailed: boolean;
  readonly place: string | undefined;
}

/** Shows a screen that failed as such; the rest of the window goes on, and what was typed is on the desk. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { hasFailed: false, place: this.props.place };

  static getDerivedStateFromError(): Partial<ErrorBoundaryState> {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState): ErrorBoundaryState | null {
    return props.place === state.place ? null : { hasFailed: false, place: props.place };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error('A screen failed.', error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <Stack p="xl" gap="sm" role="alert" maw={560}>
        <Title order={1}>This screen could not be shown</Title>
        <Text>Nothing that was saved is lost, and what you typed is kept. Show it again, or go on elsewhere.</Text>
        <Group gap="sm">
          <Button onClick={() => this.setState({ hasFailed: false })}>Show it again</Button>
          <Button variant="default" onClick={() => location.reload()}>
            Load Annex again
          </Button>
        </Group>
      </Stack>
    );
  }
}
