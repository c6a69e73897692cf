/**
 * Changes who the members of the cluster are, a step a call: a lost disk is replaced, a node added or removed. Decides
 * what is next from the log's group and from what waits at the node's address; remembers nothing that a repeat needs.
 */
package io.arbiter.server.members;
