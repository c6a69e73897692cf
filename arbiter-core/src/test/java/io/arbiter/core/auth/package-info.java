/** Who may do what: on one machine, and with random changes. */
package io.arbiter.core.auth;
