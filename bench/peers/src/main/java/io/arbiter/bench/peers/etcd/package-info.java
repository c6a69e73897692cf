/**
 * etcd as a distribution packages it, driven by the stubs that jetcd generates from its protocol. Not by jetcd's
 * client: that one adds an executor, a retrying wrapper and an event loop of its own to each call, none of which etcd
 * is to blame for. The stubs run on the same gRPC transport as Arbiter's client, and answers come right from its
 * threads.
 */
package io.arbiter.bench.peers.etcd;
