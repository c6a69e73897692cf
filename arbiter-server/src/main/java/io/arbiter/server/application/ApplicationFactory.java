package io.arbiter.server.application;

/** Makes the application; must not start threads that outlive a failed start, nor listen anywhere yet. */
@FunctionalInterface
public interface ApplicationFactory {
    Application create(ApplicationContext context);
}
