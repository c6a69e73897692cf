package io.arbiter.bench.runner.measure;

/**
 * A server's use of memory.
 *
 * @param residentBytes of the process
 * @param heapBytes in use right after a collection, which came after the look at resident memory
 */
public record Weight(long residentBytes, long heapBytes) {}
