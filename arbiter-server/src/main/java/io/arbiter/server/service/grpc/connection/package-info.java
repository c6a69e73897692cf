/**
 * The connections of the client port, from their first byte on: how many there are, who makes room if there are too
 * many, and what is told to whom speaks no TLS. Knows nothing of calls.
 */
package io.arbiter.server.service.grpc.connection;
