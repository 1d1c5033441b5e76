import { EmbeddedHub } from '../../support/simulation/embedded-hub.ts';
import { MemoryHub } from '../../support/simulation/hub.ts';
import { describeHub } from '../../support/simulation/hub-suite.ts';

describeHub('the embedded hub', () => new EmbeddedHub());
describeHub('the hub in memory', () => new MemoryHub());
