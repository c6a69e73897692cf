package io.arbiter.bench.runner.start;

/**
 * What a server takes of the machine.
 *
 * @param residentBytes of the process
 * @param heapBytes in use right after a collection, which came after the look at resident memory
 */
record Weight(long residentBytes, long heapBytes) {
}
