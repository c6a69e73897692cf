/** Arbiter's replicated core. It needs nothing but the JDK, so the compiler proves that it is pure. */
package io.arbiter.core;
