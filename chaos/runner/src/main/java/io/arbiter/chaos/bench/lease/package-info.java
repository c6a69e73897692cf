/**
 * The lease workload: clients with sessions, renewals and the real {@link io.arbiter.client.gate.Gate} on clocks that
 * the bench can make wrong. They are not the client library, only its rules; true time is the bench's.
 */
package io.arbiter.chaos.bench.lease;
