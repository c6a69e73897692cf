/** Workloads: what clients ask for, and what the history must then satisfy. One kind, one file. */
package io.arbiter.chaos.bench.workload;
