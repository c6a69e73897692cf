/** Backups over gRPC: the state of one moment, sent no faster than its reader takes it. */
package io.arbiter.server.service.grpc.snapshot;
