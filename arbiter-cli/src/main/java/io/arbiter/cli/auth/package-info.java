/** The commands {@code arbiter auth ...}. */
package io.arbiter.cli.auth;
