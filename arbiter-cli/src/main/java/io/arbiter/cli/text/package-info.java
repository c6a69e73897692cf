/** Text for people and JSON for scripts. */
package io.arbiter.cli.text;
