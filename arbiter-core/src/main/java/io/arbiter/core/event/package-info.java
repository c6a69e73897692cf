/** Leases, the reasons of their ends, the basis of the next grant, and the events that report these. */
package io.arbiter.core.event;
