/** The commands about members of the cluster. */
package io.arbiter.cli.member;
