/**
 * Who did what: what operators asked as lines of JSON, each with the hash of the line before, so that a line that is
 * changed or taken out shows ({@code arbiter audit verify}).
 */
package io.arbiter.server.audit;
