/** Roles, bindings and their changes: as log and snapshot have them, and as the client protocol has them. */
package io.arbiter.server.codec.auth;
