/** Addresses and ports for tests that run side by side. */
package io.arbiter.testsupport.net;
