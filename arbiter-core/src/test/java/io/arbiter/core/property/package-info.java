/**
 * Random command sequences, judged by a second, independent account of the rules: {@code Model} writes down facts and
 * never changes one; {@code Picture} is their sum.
 */
package io.arbiter.core.property;
