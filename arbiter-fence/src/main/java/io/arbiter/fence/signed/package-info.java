/**
 * Tokens that the cluster has signed, so that a guard believes no one who merely knows a large number. A {@link
 * io.arbiter.fence.FencingGuard} is given a {@link io.arbiter.fence.signed.SignatureRule}.
 */
package io.arbiter.fence.signed;
