/**
 * The storage of the demo: a real PostgreSQL, one guarded table, and the check that fencing tokens never go
 * back in the order in which the table's rows were committed.
 */
package io.arbiter.demo.orders;
