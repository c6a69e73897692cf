/** Interceptors that look at every gRPC call before its method does, and add to every answer. */
package io.arbiter.server.service.grpc.interceptor;
