/** Clients: requests and their answers, timed out and recorded. */
package io.arbiter.chaos.bench.client;
