/**
 * Three real servers as processes, one per region, behind emulated wide-area links.
 * {@link io.arbiter.chaos.servers.Regions} runs them. An act of theirs that no fault explains is an
 * {@link io.arbiter.chaos.servers.Incident}.
 *
 * <p>Needs Linux: all of 127.0.0.0/8 is loopback there, so every run has addresses of its own and several go side by
 * side.
 */
package io.arbiter.chaos.servers;
