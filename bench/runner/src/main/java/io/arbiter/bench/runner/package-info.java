/** {@code bench/run}: Arbiter measured beside etcd and ZooKeeper. */
package io.arbiter.bench.runner;
