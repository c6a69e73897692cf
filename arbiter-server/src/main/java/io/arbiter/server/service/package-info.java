/**
 * The service. {@link io.arbiter.server.service.LeaseService} takes each {@link io.arbiter.v1.Call} to where it can be
 * answered, and always answers it with a {@link io.arbiter.v1.Reply}; it does not know the carrier of the call. Over
 * gRPC, {@link io.arbiter.server.service.grpc.GrpcServer}: unary methods and the command stream are thin, both make a
 * call of each request.
 */
package io.arbiter.server.service;
