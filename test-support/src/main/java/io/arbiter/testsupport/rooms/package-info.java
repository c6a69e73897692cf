/** Rules about the packages of a module, for its own tests; needs ArchUnit there. */
package io.arbiter.testsupport.rooms;
