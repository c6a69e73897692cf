/**
 * ZooKeeper, driven through Curator: its recipe for locks, and for single requests the asynchronous calls of the
 * connection that Curator holds, which cost least.
 */
package io.arbiter.bench.peers.zookeeper;
