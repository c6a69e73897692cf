/** Calls to the cluster: the choice of the node, the retries, and the meaning of a failure. */
package io.arbiter.cli.cluster;
