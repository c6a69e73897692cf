/** Faults of disks, and of logs on them. One kind, one file. */
package io.arbiter.chaos.faults.disk;
