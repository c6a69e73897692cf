/** Workloads: the requests of clients, and the checks of their history. One kind, one file. */
package io.arbiter.chaos.bench.workload;
