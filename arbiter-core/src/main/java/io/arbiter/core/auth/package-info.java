/** Who may do what: permissions, roles, the bindings of identities to roles, and the rights that follow from them. */
package io.arbiter.core.auth;
