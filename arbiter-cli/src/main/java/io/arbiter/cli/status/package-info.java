/** The state and the events of the cluster: {@code arbiter status} and {@code arbiter watch}. */
package io.arbiter.cli.status;
