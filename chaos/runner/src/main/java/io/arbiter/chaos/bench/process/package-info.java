/** The nodes: processes that speak Maelstrom's protocol on standard input and output, written by anyone. */
package io.arbiter.chaos.bench.process;
