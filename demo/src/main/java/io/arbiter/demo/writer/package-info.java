/**
 * One writer process of the demo, written as a careful application would be: a lease from the client library,
 * its gate before each write is admitted, and the PostgreSQL guard inside each write's own transaction.
 */
package io.arbiter.demo.writer;
