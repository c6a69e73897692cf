/** Starting of processes, for tests and for programs that test. */
package io.arbiter.testsupport.process;
