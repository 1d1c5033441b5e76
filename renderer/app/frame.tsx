import { Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { FirmStatus } from '../../shared/contract/firm.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import classes from './frame.module.css';
import { Notices } from './notices.tsx';
import { OpenPanel } from './open-panel.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { TopLine } from './top-line.tsx';
import { useActivity } from './use-activity.ts';
import { useAppShortcuts } from './use-app-shortcuts.ts';

const TodayScreen = lazy(async () => ({ default: (await import('../screens/today/today-screen.tsx')).TodayScreen }));
const ReceptionScreen = lazy(async () => ({
  default: (await import('../screens/reception/reception-screen.tsx')).ReceptionScreen,
}));
const MattersScreen = lazy(async () => ({
  default: (await import('../screens/matters/matters-screen.tsx')).MattersScreen,
}));
const DocumentsScreen = lazy(async () => ({
  default: (await import('../screens/documents/documents-screen.tsx')).DocumentsScreen,
}));
const BillingScreen = lazy(async () => ({
  default: (await import('../screens/billing/billing-screen.tsx')).BillingScreen,
}));
const TrustScreen = lazy(async () => ({ default: (await import('../screens/trust/trust-screen.tsx')).TrustScreen }));
const ProviderScreen = lazy(async () => ({
  default: (await import('../screens/provider/provider-screen.tsx')).ProviderScreen,
}));
const ReportsScreen = lazy(async () => ({
  default: (await import('../screens/reports/reports-screen.tsx')).ReportsScreen,
}));
const SettingsScreen = lazy(async () => ({
  default: (await import('../screens/settings/settings-screen.tsx')).SettingsScreen,
}));

/** The window of an open firm: rail, top line, the screen of the area. */
export function Frame({ status }: { status: FirmStatus }) {
  const [place] = useLocation();
  const area = place.split('/')[1] ?? '';
  useAppShortcuts();
  useActivity();
  return (
    <div className={classes.frame}>
      <button type="button" className={classes.skip} onClick={() => document.getElementById('main')?.focus()}>
        Skip to the screen
      </button>
      <Rail area={area} />
      <div className={classes.side}>
        <TopLine status={status} />
        <Notices status={status} />
        <main id="main" tabIndex={-1} className={classes.main}>
          <ErrorBoundary place={area}>
            <Suspense fallback={<Loader m="lg" size="sm" aria-label="Loading" />}>
              <Switch>
                <Route path="/today/*?" component={TodayScreen} />
                <Route path="/reception/*?" component={ReceptionScreen} />
                <Route path="/matters/*?" component={MattersScreen} />
                <Route path="/documents/*?" component={DocumentsScreen} />
                <Route path="/billing/*?" component={BillingScreen} />
                <Route path="/trust/*?" component={TrustScreen} />
                <Route path="/provider/*?" component={ProviderScreen} />
                <Route path="/reports/*?" component={ReportsScreen} />
                <Route path="/settings/*?" component={SettingsScreen} />
                <Route>
                  <Redirect to="/today" replace />
                </Route>
              </Switch>
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <Palette />
      <OpenPanel />
    </div>
  );
}
