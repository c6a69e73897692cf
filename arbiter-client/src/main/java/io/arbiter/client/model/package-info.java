/**
 * The arbiter's reports of leases, sessions, records and itself, as plain values: immutable, without a class of the
 * wire protocol. Enums have a constant for values of a newer arbiter that this library does not know.
 */
package io.arbiter.client.model;
