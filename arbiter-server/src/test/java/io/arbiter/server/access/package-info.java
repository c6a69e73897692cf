/** Who may do what, over TLS: {@link io.arbiter.server.access.MatrixTest} writes docs/authorization-matrix.md. */
package io.arbiter.server.access;
