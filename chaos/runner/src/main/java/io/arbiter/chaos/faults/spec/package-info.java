/** The parts of a fault: its kind, its parameters as they were drawn, its victims. */
package io.arbiter.chaos.faults.spec;
