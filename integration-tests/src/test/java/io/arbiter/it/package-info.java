/** Real servers as real processes, real clients, real faults. Everything runs on loopback, on free ports. */
package io.arbiter.it;
