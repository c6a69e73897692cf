/**
 * The gRPC service. Unary methods and the command stream are thin: both make a {@link io.arbiter.v1.Call} of what
 * arrives and hand it to the {@code Dispatcher}, which checks it, takes it to where it can be answered, and always
 * answers it with a {@link io.arbiter.v1.Reply}.
 */
package io.arbiter.server.service;
