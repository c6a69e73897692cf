/**
 * One call's way from request to reply: {@link io.arbiter.server.service.call.Dispatcher} admits it and bounds its
 * time, the router finds the node that answers, commands wait for their outcomes, and reads for their barrier.
 */
package io.arbiter.server.service.call;
