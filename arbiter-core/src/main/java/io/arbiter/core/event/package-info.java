/** What happened: leases, why they ended, what the next grant rests on, and the events that tell of it. */
package io.arbiter.core.event;
