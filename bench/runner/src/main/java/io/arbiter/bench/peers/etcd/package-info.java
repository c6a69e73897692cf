/**
 * etcd as a distribution packages it, driven by the stubs that jetcd generates from its protocol. Not by jetcd's
 * client, because it adds an executor, a retrying wrapper and an event loop of its own to each call, for which etcd is
 * not to blame. The stubs run on the same gRPC transport as Arbiter's client, and answers come straight from its
 * threads.
 */
package io.arbiter.bench.peers.etcd;
