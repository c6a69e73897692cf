/**
 * The service over gRPC: {@link io.arbiter.server.service.grpc.GrpcServer} listens, and everything else here translates
 * between one kind of gRPC call and {@link io.arbiter.server.service.LeaseService}, or refuses it before.
 */
package io.arbiter.server.service.grpc;
