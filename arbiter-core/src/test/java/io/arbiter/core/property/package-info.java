/**
 * Random command sequences, judged by a second, independent account of the rules: {@code Model} writes down facts and
 * never changes one; {@code Picture} is what the facts add up to.
 */
package io.arbiter.core.property;
