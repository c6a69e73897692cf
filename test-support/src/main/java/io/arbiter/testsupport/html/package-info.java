/** Pages of HTML, escaped, with nothing loaded from elsewhere; numbers and axes as people read them. */
package io.arbiter.testsupport.html;
