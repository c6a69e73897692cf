/** Sessions and leases that a command holds for as long as it runs. */
package io.arbiter.cli.hold;
