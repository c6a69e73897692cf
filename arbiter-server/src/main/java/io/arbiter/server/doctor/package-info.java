/** {@code arbiter-server doctor}: what a stopped node's data directory holds, and what a start would do with it. */
package io.arbiter.server.doctor;
