/** Files of programs that are running. */
package io.arbiter.testsupport.files;
