import { describeEventLog } from '../../support/event-log-suite.ts';
import { createDiskLog } from '../../support/simulation/embedded-hub.ts';
import { MemoryEventLog } from '../../support/simulation/memory-event-log.ts';

describeEventLog('the event log over PouchDB on ciphered SQLite', createDiskLog);
describeEventLog('the event log in memory', async () => new MemoryEventLog());
