package io.arbiter.demo.writer;

/**
 * A write that has passed the gate and waits for its turn at the database.
 *
 * @param token  the token of the lease that was open when it was admitted
 * @param number counts this process's writes, from 1
 */
record AdmittedWrite(long token, long number) {}
