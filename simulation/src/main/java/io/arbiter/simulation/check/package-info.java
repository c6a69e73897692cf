/** The promises, one class for each, checked at the instant at which they could break. */
package io.arbiter.simulation.check;
