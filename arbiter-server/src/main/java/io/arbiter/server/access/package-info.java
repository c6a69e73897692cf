/**
 * What a caller needs for each kind of call. {@link io.arbiter.server.access.Rules} is the one table; a kind of call
 * without a rule does not compile, and a method without one fails a test.
 */
package io.arbiter.server.access;
