/** The nodes: processes that speak Maelstrom's protocol on standard input and output, whoever wrote them. */
package io.arbiter.chaos.bench.process;
