/**
 * HTTP for operators and their tools: liveness, readiness and metrics.
 */
package io.arbiter.server.http;
