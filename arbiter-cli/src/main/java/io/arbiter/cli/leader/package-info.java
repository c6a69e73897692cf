/** Commands about the leader of the cluster. */
package io.arbiter.cli.leader;
